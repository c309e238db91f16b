package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusTransactionContext;
import com.azure.messaging.servicebus.models.CompleteOptions;
import dev.ferry.messaging.Timeline;
import java.time.Duration;

/**
 * Gives messages back for later: a copy is scheduled and the message completed in one transaction,
 * so that a process that dies in between leaves one of the two.
 */
final class Copies implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Copies.class.getName());

  private final ServiceBusReceiverClient receiver;
  private final ServiceBusSenderClient sender;
  private final int deliveries;
  private final Timeline timeline;

  /**
   * Copies to the queue that is received from; both clients must share a connection.
   *
   * @param deliveries how often a message is delivered, its copies counted
   */
  Copies(
      ServiceBusReceiverClient receiver,
      ServiceBusSenderClient sender,
      int deliveries,
      Timeline timeline) {
    this.receiver = receiver;
    this.sender = sender;
    this.deliveries = deliveries;
    this.timeline = timeline;
  }

  /**
   * Whether this delivery was the last that a message gets: the broker begins to count anew with
   * each copy, and would never dead-letter what always gets another.
   */
  boolean wasLast(ServiceBusReceivedMessage message) {
    return Carried.of(message).with(message) >= deliveries;
  }

  /**
   * Schedules the copy and completes the message.
   *
   * @return whether it did: false, with nothing done, where the copy is too large for the wire
   */
  boolean schedule(ServiceBusReceivedMessage message, Duration delay) {
    // sendMessage drops without a word what does not fit into the batch that it makes.
    ServiceBusMessageBatch copy = sender.createMessageBatch();
    ServiceBusTransactionContext transaction = receiver.createTransaction();
    if (!copy.tryAddMessage(Outgoing.copy(message, delay, timeline.now()))) {
      rollBack(transaction);
      return false;
    }
    try {
      sender.sendMessages(copy, transaction);
      receiver.complete(message, new CompleteOptions().setTransactionContext(transaction));
    } catch (RuntimeException failed) {
      rollBack(transaction);
      throw failed;
    }
    receiver.commitTransaction(transaction);
    return true;
  }

  /** Closes the sender; the receiver is the subscription's. */
  @Override
  public void close() {
    sender.close();
  }

  private void rollBack(ServiceBusTransactionContext transaction) {
    try {
      receiver.rollbackTransaction(transaction);
    } catch (RuntimeException endsWithTheConnection) {
      LOG.log(System.Logger.Level.DEBUG, "roll back", endsWithTheConnection);
    }
  }
}
