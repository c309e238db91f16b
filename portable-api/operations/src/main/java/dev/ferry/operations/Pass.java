package dev.ferry.operations;

import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Subscription;
import java.time.Duration;
import java.util.List;

/** Goes through a queue once: every letter comes up once, whatever is left of it. One thread. */
sealed interface Pass extends AutoCloseable permits PeekPass, LeasePass {
  /**
   * The next letters that this pass has not seen, at most {@code max}; empty when it is over.
   *
   * @throws MessagingException what the broker said
   */
  List<Delivery> next(int max);

  /** Leaves a letter in the queue and does not come to it again. */
  void leave(Delivery delivery);

  /** Puts a letter back, to come to it again. */
  void putBack(Delivery delivery);

  /** Whether more letters were left than it can tell apart; it comes to the end no more then. */
  boolean overfull();

  /** Gives back what it has leased; never throws. */
  @Override
  void close();

  /** A pass that does not count as a delivery where the broker can look without. */
  static Pass looking(Subscription queue, Duration wait, int memory) {
    return counts(queue) ? new LeasePass(queue, wait, memory) : new PeekPass(queue);
  }

  /** Whether looking counts as a delivery. */
  static boolean counts(Subscription queue) {
    return queue.capabilities().peek() != Peek.NATIVE;
  }
}
