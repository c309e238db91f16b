package dev.ferry.peers.azure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusTransactionContext;
import com.azure.messaging.servicebus.models.CompleteOptions;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy that is scheduled and a message that is completed, in one transaction. */
class TransactionTest {
  private static final Duration LOCK = Duration.ofSeconds(30);

  private final Bus bus = new Bus();
  private final ServiceBusClientBuilder builder = bus.builder();
  private ServiceBusSenderClient sender;
  private ServiceBusReceiverClient receiver;

  @BeforeEach
  void open() {
    bus.peer.createQueue(QueueOptions.of("orders").withLock(LOCK));
    sender = bus.kept(builder.sender().queueName("orders").buildClient());
    receiver =
        bus.kept(
            builder
                .receiver()
                .queueName("orders")
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    sender.sendMessage(Bus.message("first"));
  }

  @AfterEach
  void close() {
    bus.close();
  }

  private ServiceBusTransactionContext copyAndComplete(ServiceBusReceivedMessage message) {
    ServiceBusTransactionContext transaction = receiver.createTransaction();
    sender.sendMessage(
        Bus.message("copy")
            .setScheduledEnqueueTime(bus.clock.instant().plusSeconds(5).atOffset(ZoneOffset.UTC)),
        transaction);
    receiver.complete(message, new CompleteOptions().setTransactionContext(transaction));
    return transaction;
  }

  @Test
  void committed_bothHaveHappened() {
    ServiceBusTransactionContext transaction = copyAndComplete(Bus.next(receiver));
    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 1, 0, 0, 0));

    receiver.commitTransaction(transaction);

    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 0, 1, 0, 0));
  }

  @Test
  void rolledBack_neitherHas() {
    ServiceBusTransactionContext transaction = copyAndComplete(Bus.next(receiver));

    receiver.rollbackTransaction(transaction);

    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 1, 0, 0, 0));
  }

  @Test
  void lockThatEndsBeforeTheCommit_rollsAllOfItBack() {
    ServiceBusTransactionContext transaction = copyAndComplete(Bus.next(receiver));
    bus.clock.advance(LOCK);

    assertThatThrownBy(() -> receiver.commitTransaction(transaction)).isInstanceOf(Exception.class);

    Counts after = bus.counts("orders");
    assertThat(after.scheduled()).isZero();
    assertThat(after.active() + after.locked()).isEqualTo(1);
  }

  @Test
  void connectionThatEndsBeforeTheCommit_leavesNothing() {
    copyAndComplete(Bus.next(receiver));

    bus.peer.dropConnections();
    bus.clock.advance(LOCK);

    assertThat(Bus.next(bus.receiver("orders")).getDeliveryCount()).isEqualTo(1);
    assertThat(bus.counts("orders").scheduled()).isZero();
  }
}
