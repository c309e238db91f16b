package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;

/** A message in one subscription; guarded by the broker's lock. */
final class Stored {
  final PubsubMessage message;
  final long sequence;
  final Instant publishedAt;

  /** How often it was delivered and came back. */
  int failures;

  /** Names its lease; empty while nobody has it. */
  String ackId = "";

  Instant leaseEnds = Instant.MIN;

  /** Acked while an earlier message of its key is not. */
  boolean acked;

  Stored(PubsubMessage message, long sequence, Instant publishedAt) {
    this.message = message;
    this.sequence = sequence;
    this.publishedAt = publishedAt;
  }

  /** The same message once more, as if it had never been delivered. */
  Stored copy() {
    return new Stored(message, sequence, publishedAt);
  }

  int attempt() {
    return failures + 1;
  }

  void lease(String id, Instant until) {
    ackId = id;
    leaseEnds = until;
  }

  void free() {
    ackId = "";
    acked = false;
  }
}
