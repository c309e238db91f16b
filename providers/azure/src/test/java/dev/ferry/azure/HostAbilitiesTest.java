package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import dev.ferry.topology.Host;
import dev.ferry.topology.HostAbilities;
import dev.ferry.topology.RedeliveryDelay;
import org.junit.jupiter.api.Test;

/** What a topology is checked against is what the provider can do. */
class HostAbilitiesTest {
  private static final HostAbilities WORKER = Host.WORKER_AZURE.abilities();
  private static final HostAbilities.Broker BROKER = WORKER.broker();
  private static final Capabilities QUEUE =
      ServiceBusLimits.publisher(Address.parse("servicebus://shop/orders"));

  @Test
  void broker_isTheProviders() {
    Limits limits = QUEUE.limits();

    assertThat(BROKER.maxMessageBytes()).isEqualTo(limits.messageBytes());
    assertThat(BROKER.maxTopicMessageBytes()).isEqualTo(limits.messageBytes());
    assertThat(BROKER.longestDelay()).as("messages have a delay, queues none").isZero();
    assertThat(Host.AZURE.abilities().redelivery().longestDelay()).isEqualTo(limits.delay());
    assertThat(BROKER.shortestAckDeadline()).isEqualTo(ServiceBusLimits.SHORTEST_LOCK);
    assertThat(BROKER.longestAckDeadline()).isEqualTo(ServiceBusLimits.LONGEST_LOCK);
    assertThat(BROKER.maxDeliveries()).isLessThanOrEqualTo(ServiceBusLimits.MOST_DELIVERIES);
    assertThat(BROKER.filter().expression()).isEqualTo(ServiceBusLimits.FILTER_CHARACTERS);
    assertThat(BROKER.dedup().shortest()).isEqualTo(ServiceBusLimits.SHORTEST_WINDOW);
    assertThat(BROKER.dedup().longest()).isEqualTo(ServiceBusLimits.LONGEST_WINDOW);
    assertThat(BROKER.partitions()).isFalse();
    assertThat(Host.AZURE.abilities().broker()).isEqualTo(BROKER);
  }

  @Test
  void worker_redeliversAsTheProvider() {
    assertThat(WORKER.redelivery().precision()).isEqualTo(RedeliveryDelay.EXACT);
    assertThat(QUEUE.redeliveryDelay()).isEqualTo(Capabilities.RedeliveryDelay.EXACT);
    assertThat(WORKER.redelivery().longestDelay()).isEqualTo(QUEUE.limits().redeliveryDelay());
    assertThat(WORKER.redelivery().leaseRenewed()).isEqualTo(QUEUE.extend());
    assertThat(WORKER.batches().max()).isEqualTo(QUEUE.limits().batchMessages());
  }

  @Test
  void function_schedulesItsRetriesAsFarAhead_andGivesSessionsBackAtOnce() {
    HostAbilities.Redelivery function = Host.AZURE.abilities().redelivery();

    assertThat(function.longestDelay()).isEqualTo(QUEUE.limits().delay());
    assertThat(function.atOnceIfOrdered()).isTrue();
    assertThat(Host.AZURE.abilities().batches().maxOrdered()).isEqualTo(1);
  }
}
