package dev.ferry.cli.demo;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import java.time.Duration;
import java.util.List;

/**
 * Looks into dead-letter and park queues, as an operator does.
 *
 * @param tools opens the queues
 * @param emptyAfter how long a queue must give nothing before it counts as read
 */
record Letters(Messaging tools, Duration emptyAfter) {
  private static final int ALL = 1_000_000;

  /** Every letter of a queue, with its message. */
  List<DeadLetter> in(Address queue) {
    try (Subscription letters = tools.subscription(queue.toString())) {
      return DeadLetters.builder()
          .from(letters)
          .timeline(tools.timeline())
          .emptyAfter(emptyAfter)
          .memory(ALL)
          .build()
          .peekWithMessages(DeadLetterFilter.all(), ALL)
          .letters();
    }
  }
}
