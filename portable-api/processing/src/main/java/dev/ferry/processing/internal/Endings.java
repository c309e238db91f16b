package dev.ferry.processing.internal;

import dev.ferry.messaging.Message;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.ProcessingEvent.Kind;
import java.time.Duration;

/** The ways a turn ends whatever its handler did, each told to the listener. */
final class Endings {
  private final News news;
  private final Duration longest;

  Endings(HandlerSettings settings, News news) {
    this.news = news;
    this.longest = settings.retry().backoff().max();
  }

  /** It is over, as {@code kind} says. */
  Disposition done(Kind kind, Message message, int attempt, Duration elapsed, String detail) {
    news.tell(kind, message, attempt, elapsed, detail);
    return new Disposition.Done();
  }

  /** It was not begun. */
  Disposition notAttempted(Message message, Duration after) {
    news.tell(Kind.NOT_ATTEMPTED, message, 0, "");
    return new Disposition.Redeliver(after, Why.NOT_ATTEMPTED);
  }

  /** Somebody else runs it. */
  Disposition inProgress(Message message, Duration after) {
    news.tell(Kind.IN_PROGRESS, message, 0, "");
    return new Disposition.Redeliver(after.isNegative() ? Duration.ZERO : after, Why.IN_PROGRESS);
  }

  /** Its record could not be read or written. */
  Disposition storeUnreachable(Message message, int attempt) {
    news.tell(Kind.STORE_UNREACHABLE, message, attempt, "");
    return new Disposition.Redeliver(longest, Why.STORE_UNREACHABLE);
  }

  /** What goes out because of it could not be sent, and its record says so. */
  Disposition sendFailed(Message message, int attempt, String detail) {
    news.tell(Kind.SEND_FAILED, message, attempt, detail);
    return new Disposition.Redeliver(longest, Why.SEND_FAILED);
  }

  /** Its dead letter has no room for an envelope: it waits for the broker's own limit. */
  Disposition noRoom(Message message, int attempt, String detail) {
    news.tell(Kind.NO_ROOM, message, attempt, detail);
    return new Disposition.Redeliver(longest, Why.SEND_FAILED);
  }

  /** A later owner has its record. */
  Disposition fencedOut(Attempt attempt) {
    news.tell(Kind.FENCED_OUT, attempt.message(), attempt.number(), "");
    return new Disposition.Leave(Cause.FENCED_OUT);
  }

  /** Its handler would not stop. */
  Disposition abandoned(Message message) {
    news.tell(Kind.ABANDONED, message, 0, "");
    return new Disposition.Leave(Cause.ABANDONED);
  }
}
