package dev.ferry.functions.google;

import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Leave;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;

/**
 * What a function answers a push. Pub/Sub takes every status but 102, 200, 201, 202 and 204 for
 * "not now", whatever it is, and waits as the subscription's backoff says; which one it is, is for
 * people and for the metrics of the platform.
 */
enum PushAnswer {
  /** It is done with: the subscription forgets it. */
  DONE(204),
  /** It comes again: its policy says so, somebody else runs it, or there was no time. */
  LATER(429),
  /** It comes again: what it needs cannot be reached. */
  UNAVAILABLE(503),
  /** It belongs to a later delivery of it. */
  FENCED_OUT(409),
  /** Something here is broken, and it comes again. */
  BROKEN(500);

  private final int status;

  PushAnswer(int status) {
    this.status = status;
  }

  /** The status of HTTP. */
  int status() {
    return status;
  }

  /** The answer that makes Pub/Sub do this. */
  static PushAnswer of(Disposition disposition) {
    if (disposition instanceof Redeliver redeliver) {
      boolean unreachable =
          redeliver.why() == Why.STORE_UNREACHABLE || redeliver.why() == Why.SEND_FAILED;
      return unreachable ? UNAVAILABLE : LATER;
    }
    if (disposition instanceof Leave leave) {
      return leave.cause() == Cause.FENCED_OUT ? FENCED_OUT : BROKEN;
    }
    return DONE;
  }
}
