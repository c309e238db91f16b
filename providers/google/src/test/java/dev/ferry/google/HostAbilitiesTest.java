package dev.ferry.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import dev.ferry.topology.Host;
import dev.ferry.topology.HostAbilities;
import dev.ferry.topology.RedeliveryDelay;
import org.junit.jupiter.api.Test;

/** What a topology is checked against is what the provider can do. */
class HostAbilitiesTest {
  private static final HostAbilities WORKER = Host.WORKER_GOOGLE.abilities();
  private static final HostAbilities.Broker BROKER = WORKER.broker();
  private static final Capabilities QUEUE = PubSubLimits.subscription(true, true, true);

  @Test
  void broker_isTheProviders() {
    Limits limits = QUEUE.limits();

    assertThat(BROKER.maxMessageBytes()).isEqualTo(limits.messageBytes());
    assertThat(BROKER.maxTopicMessageBytes()).isEqualTo(limits.messageBytes());
    assertThat(BROKER.longestDelay()).isEqualTo(limits.delay());
    assertThat(BROKER.shortestAckDeadline()).isEqualTo(PubSubLimits.SHORTEST_LEASE);
    assertThat(BROKER.longestAckDeadline()).isEqualTo(limits.ackDeadline());
    assertThat(BROKER.shortestRetention()).isEqualTo(PubSubLimits.SHORTEST_RETENTION);
    assertThat(BROKER.longestRetention()).isEqualTo(PubSubLimits.LONGEST_RETENTION);
    assertThat(BROKER.maxDeliveries()).isEqualTo(PubSubLimits.MOST_DELIVERIES);
    assertThat(BROKER.filter().expression()).isEqualTo(PubSubLimits.FILTER_BYTES);
    assertThat(BROKER.dedup().longest()).isEqualTo(QUEUE.deduplicationWindow());
    assertThat(BROKER.partitions()).isFalse();
    assertThat(Host.GOOGLE.abilities().broker()).isEqualTo(BROKER);
  }

  @Test
  void worker_redeliversAsTheProvider() {
    assertThat(WORKER.redelivery().precision()).isEqualTo(RedeliveryDelay.EXACT);
    assertThat(QUEUE.redeliveryDelay()).isEqualTo(Capabilities.RedeliveryDelay.EXACT);
    assertThat(WORKER.redelivery().longestDelay()).isEqualTo(QUEUE.limits().redeliveryDelay());
    assertThat(WORKER.redelivery().leaseRenewed()).isEqualTo(QUEUE.extend());
    assertThat(WORKER.batches().max()).isEqualTo(QUEUE.limits().batchMessages());
  }
}
