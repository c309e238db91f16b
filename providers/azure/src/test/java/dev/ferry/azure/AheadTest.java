package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Room;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.peers.azure.servicebus.Counts;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is locked ahead of whoever asks for one message and has room for more. */
class AheadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 10_000_000;

  private final ServiceBusPeer peer = ServiceBusPeer.start();
  private final Messaging messaging =
      Messaging.builder().provider(ServiceBusProvider.of(peer.connectionString())).build();
  private final Address address =
      new PeerAdmin(peer)
          .createQueue(QueueSpec.standard("orders").withAckDeadline(Duration.ofMinutes(2)));

  @AfterEach
  void close() {
    messaging.close();
    peer.close();
  }

  @Test
  void askedWithRoom_locksAsMuchAtOnce_andGivesBackWhatNobodyFetches() {
    publish(20);
    try (Subscription subscription = messaging.subscription(address.toString())) {
      subscription.receive(1, PATIENCE, Room.of(10)).get(0).ack();
      awaitLocked(0);
      assertThat(deliveredBefore(subscription, 19)).isEqualTo(9);
    }
  }

  @Test
  void askedWithRoom_closing_givesBackWhatNobodyFetched() {
    publish(20);
    try (Subscription subscription = messaging.subscription(address.toString())) {
      subscription.receive(1, PATIENCE, Room.of(10)).get(0).ack();
    }
    awaitLocked(0);
    assertThat(peer.counts("orders").map(Counts::active)).contains(19L);
  }

  @Test
  void askedWithRoomBeyondAnAsking_asksForWhatItCanBring() {
    publish(2);
    try (Subscription subscription = messaging.subscription(address.toString())) {
      Room room = Room.of(Integer.MAX_VALUE);
      assertThat(subscription.receive(10, PATIENCE, room)).isNotEmpty();
    }
  }

  @Test
  void askedWithRoomForFewBytes_locksNoMoreThanAreSureToFit() {
    publish(20);
    try (Subscription subscription = messaging.subscription(address.toString())) {
      Room room = new Room(10, 3L * ServiceBusLimits.TIER_BYTES);
      subscription.receive(1, PATIENCE, room).get(0).ack();
      awaitLocked(0);
      assertThat(deliveredBefore(subscription, 19)).isEqualTo(2);
    }
  }

  /** Of so many messages, those that were locked and given back. */
  private static long deliveredBefore(Subscription subscription, int messages) {
    List<Delivery> all = new ArrayList<>();
    while (all.size() < messages) {
      List<Delivery> some = subscription.receive(messages - all.size(), PATIENCE);
      assertThat(some).as("after %d of %d", all.size(), messages).isNotEmpty();
      all.addAll(some);
    }
    return all.stream().filter(delivery -> delivery.deliveryCount() > 1).count();
  }

  private void publish(int messages) {
    try (Publisher publisher = messaging.publisher(address.toString())) {
      for (int number = 0; number < messages; number++) {
        publisher.publish(Message.of("order " + number));
      }
    }
  }

  private void awaitLocked(long messages) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!peer.counts("orders").map(Counts::locked).equals(Optional.of(messages))) {
      assertThat(System.nanoTime()).as("%s", peer.counts("orders")).isLessThan(end);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
