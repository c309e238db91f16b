package dev.ferry.aws;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What settles one delivery, and until when: SQS deletes by a receipt whose lease is over as long
 * as nobody else has the message, and may say nothing when somebody has. Safe for use by several
 * threads.
 */
final class SqsReceipt {
  private final String handle;
  private final Instant receivedAt;
  private volatile Instant deadline;

  SqsReceipt(String handle, Instant receivedAt, Instant deadline) {
    this.handle = handle;
    this.receivedAt = receivedAt;
    this.deadline = deadline;
  }

  String handle() {
    return handle;
  }

  /** Why it can settle nothing any more; null while it can. */
  @Nullable MessagingException tooLate(Instant now) {
    return now.isBefore(deadline)
        ? null
        : new MessagingException(
            ErrorCode.FAILED_PRECONDITION,
            false,
            "settle a message: its lease was over at " + deadline + "; it comes again");
  }

  /** As much of a new lease, in whole seconds, as SQS gives: 12 hours from the receive in all. */
  int seconds(Duration wanted, Instant now) {
    Duration left = SqsLimits.LEASE.minusSeconds(1).minus(Duration.between(receivedAt, now));
    Duration most = wanted.compareTo(left) < 0 ? wanted : left;
    return most.isNegative() ? 0 : Math.toIntExact(most.plusNanos(999_999_999).toSeconds());
  }

  void extended(Instant until) {
    deadline = until;
  }

  /** It settled what it could. */
  void spent() {
    deadline = Instant.MIN;
  }
}
