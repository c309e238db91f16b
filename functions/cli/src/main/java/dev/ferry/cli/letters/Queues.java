package dev.ferry.cli.letters;

import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.operations.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Where the letters are. A mixin. */
final class Queues {
  /**
   * A queue that gave nothing for so long has nothing. Longer than it takes to be connected and
   * allowed: nobody is to be told that there is nothing before somebody was asked.
   */
  private static final Duration EMPTY_AFTER = Duration.ofSeconds(5);

  @Parameters(
      arity = "1..2",
      paramLabel = "ADDRESS",
      description = "The queue of dead letters; two where the broker keeps its own apart.")
  private List<String> addresses = List.of();

  /** Does something with the letters; blocks for it, and closes the queues. */
  <T> T with(Messaging messaging, Use<T> use) {
    List<Subscription> opened = new ArrayList<>();
    DeadLetters.Builder letters =
        DeadLetters.builder().timeline(messaging.timeline()).emptyAfter(EMPTY_AFTER);
    try {
      for (String address : addresses) {
        Subscription queue = messaging.subscription(address);
        opened.add(queue);
        reach(queue);
        letters.from(queue);
      }
      return use.of(letters);
    } finally {
      opened.forEach(Subscription::close);
    }
  }

  /** Waits for the broker's first answer, however long that takes, where it answers at all. */
  private static void reach(Subscription queue) {
    if (queue.capabilities().peek() == Peek.NATIVE) {
      queue.peek(null, 1);
    }
  }

  /** In words. */
  @Override
  public String toString() {
    return String.join(" and ", addresses);
  }

  /** What is done with letters. */
  interface Use<T> {
    /** Does it. */
    T of(DeadLetters.Builder letters);
  }
}
