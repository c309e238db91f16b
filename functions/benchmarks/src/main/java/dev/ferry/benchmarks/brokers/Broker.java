package dev.ferry.benchmarks.brokers;

import dev.ferry.messaging.Message;
import java.util.List;

/** A broker in this JVM, with what is published to and what is consumed. */
interface Broker extends AutoCloseable {
  /** Puts messages into what is consumed. */
  void fill(List<Message> messages) throws InterruptedException;

  /** Forgets what was published. */
  void empty();

  @Override
  void close();
}
