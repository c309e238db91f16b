package dev.ferry.functions.aws;

import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SqsCalls;
import dev.ferry.aws.SqsVisibility;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when messages that go back come again. What cannot be said comes again when the queue's
 * visibility timeout is over: later than it was meant, and never lost. Safe for use by any number
 * of threads.
 */
final class Leases {
  private final Supplier<SqsCalls> calls;
  private final Function<QueueArn, String> urls;
  private final MessagingListener listener;
  private final Timeline timeline;

  /**
   * Leases of queues.
   *
   * @param calls opened when the first message goes back, not before
   * @param urls where queues are
   * @param listener hears of each change, under the name of the queue
   */
  Leases(
      Supplier<SqsCalls> calls,
      Function<QueueArn, String> urls,
      MessagingListener listener,
      Timeline timeline) {
    this.calls = calls;
    this.urls = urls;
    this.listener = listener;
    this.timeline = timeline;
  }

  /**
   * Changes leases, in this order, as many in a request as it takes; blocks until all are answered
   * or {@code limit} is near.
   */
  void change(QueueArn queue, List<SqsVisibility> changes, Instant limit) {
    for (int from = 0; from < changes.size() && timeline.now().isBefore(limit); ) {
      int to = Math.min(changes.size(), from + SqsCalls.BATCH);
      change(queue, changes.subList(from, to));
      from = to;
    }
  }

  private void change(QueueArn queue, List<SqsVisibility> changes) {
    for (@Nullable MessagingException failed : asked(queue, changes)) {
      if (failed == null) {
        listener.settled(queue.name(), MessagingListener.Verb.NACK);
      } else {
        listener.settleFailed(queue.name(), MessagingListener.Verb.NACK, failed.code());
      }
    }
  }

  private List<@Nullable MessagingException> asked(QueueArn queue, List<SqsVisibility> changes) {
    try {
      return calls.get().changeVisibility(urls.apply(queue), changes);
    } catch (RuntimeException nothingKnown) {
      MessagingException failure =
          nothingKnown instanceof MessagingException known
              ? known
              : new MessagingException(
                  ErrorCode.UNKNOWN, true, "change visibility: see the cause", nothingKnown);
      List<@Nullable MessagingException> all = new ArrayList<>();
      changes.forEach(change -> all.add(failure));
      return all;
    }
  }

  /**
   * How many seconds a message stays hidden that is to come again after a while: not less than
   * that, and not more than is left of the twelve hours that a message may be hidden for.
   *
   * @param held how long it has been hidden, at least
   */
  static int seconds(Duration after, Duration held) {
    long wanted = after.plusNanos(999_999_999).toSeconds();
    long left = LONGEST.minus(held).toSeconds();
    return (int) Math.max(0, Math.min(wanted, left));
  }

  /** SQS counts from when the message was received, and a batch may have waited for its window. */
  private static final Duration LONGEST = Duration.ofHours(12).minus(Duration.ofMinutes(6));
}
