package dev.ferry.benchmarks.brokers;

import dev.ferry.messaging.Message;
import java.util.List;

/** A way to publish and to consume, used by one thread. */
interface Way extends AutoCloseable {
  /** Publishes messages, those of each thread one after another; blocks until all are stored. */
  void publish(List<Message> messages, int threads) throws InterruptedException;

  /**
   * What consumes so many messages.
   *
   * @param threads how many handle them
   */
  Consuming consumer(int messages, int threads);

  @Override
  default void close() {}

  /** One consuming of a queue that is full. */
  interface Consuming extends AutoCloseable {
    /** Begins, and blocks until all messages are handled and settled. */
    void run() throws InterruptedException;

    /** Lets go of the queue: what comes into it later is not taken. */
    @Override
    void close();
  }
}
