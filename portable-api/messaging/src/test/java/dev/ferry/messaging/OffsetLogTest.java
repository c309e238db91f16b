package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * The SPI over a log that knows nothing of a group but its committed offsets: what ADR 0001 says.
 */
class OffsetLogTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final VirtualClock clock = VirtualClock.create();
  private final Timeline timeline = Timeline.of(clock, clock.scheduler());
  private final OffsetLog log = new OffsetLog(1);
  private final OffsetConsumer consumer = new OffsetConsumer(log, timeline);
  private final Subscription subscription = joined(log, consumer);

  private static Subscription joined(OffsetLog log, OffsetConsumer consumer) {
    log.join(consumer);
    return new Subscription(
        Address.parse("kafka:orders"),
        consumer,
        SubscriptionOptions.defaults(),
        MessagingListener.noop());
  }

  private void append(OffsetLog to, String... ids) {
    for (String id : ids) {
      to.append(
          new OutboundMessage(
              id,
              Body.of(id),
              Map.of("ferry", "v=1&id=" + id),
              id.substring(0, 1),
              id,
              Duration.ZERO),
          clock.instant());
    }
  }

  private static List<Delivery> receive(Subscription from) {
    return from.receive(100, Duration.ZERO);
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(delivery -> delivery.message().id()).toList();
  }

  private static void assertOver(Runnable verb) {
    assertThat(catchThrowableOfType(MessagingException.class, verb::run).code())
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void ack_outOfOrder_movesTheMarkOnlyOverWhatIsDone() {
    append(log, "a1", "a2", "a3");
    List<Delivery> deliveries = receive(subscription);
    deliveries.get(1).ack();
    assertThat(log.committed(0)).isZero();
    deliveries.get(0).ack();
    assertThat(log.committed(0)).isEqualTo(2);
    deliveries.get(2).ack();
    assertThat(log.committed(0)).isEqualTo(3);
  }

  @Test
  void settle_manyAtOnce_commitsOnceAndAnswersEach() {
    append(log, "a1", "a2", "a3");
    List<Settlement> acks = new ArrayList<>();
    consumer.receive(3, Duration.ZERO).forEach(m -> acks.add(new Settlement.Ack(m.receipt())));
    acks.add(acks.get(0));
    List<MessagingException> answers = consumer.settle(acks);
    assertThat(answers.subList(0, 3)).containsOnlyNulls();
    assertThat(answers.get(3).code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(log.committed(0)).isEqualTo(3);
    assertThat(log.commits()).isEqualTo(1);
  }

  @Test
  void nack_comesAgainAtItsTime_whileOthersFlowAndTheMarkWaits() {
    append(log, "a1", "b1");
    List<Delivery> deliveries = receive(subscription);
    deliveries.get(0).nack(SECOND);
    deliveries.get(1).ack();
    append(log, "b2");
    assertThat(ids(receive(subscription))).containsExactly("b2");
    assertThat(log.committed(0)).isZero();
    clock.advance(SECOND.minusNanos(1));
    assertThat(receive(subscription)).isEmpty();
    clock.advance(Duration.ofNanos(1));
    List<Delivery> again = receive(subscription);
    assertThat(ids(again)).containsExactly("a1");
    again.get(0).ack();
    assertThat(log.committed(0)).isEqualTo(2);
  }

  @Test
  void leaseOver_comesAgainAndTheLateOneSettlesNothing() {
    append(log, "a1");
    Delivery late = receive(subscription).get(0);
    assertThat(late.ackDeadline()).isEqualTo(clock.instant().plus(LEASE));
    clock.advance(LEASE);
    Delivery next = receive(subscription).get(0);
    assertOver(late::ack);
    assertOver(() -> late.nack(Duration.ZERO));
    assertOver(() -> late.extend(SECOND));
    assertThat(log.committed(0)).isZero();
    next.ack();
    assertThat(log.committed(0)).isEqualTo(1);
  }

  @Test
  void extend_keepsTheLease() {
    append(log, "a1");
    Delivery delivery = receive(subscription).get(0);
    clock.advance(LEASE.minusSeconds(1));
    delivery.extend(LEASE);
    clock.advance(LEASE.minusSeconds(1));
    assertThat(receive(subscription)).isEmpty();
    delivery.ack();
    assertThat(log.committed(0)).isEqualTo(1);
  }

  @Test
  void crash_theNextOwnerBeginsAtTheMark() {
    append(log, "a1", "a2", "a3");
    List<Delivery> deliveries = receive(subscription);
    deliveries.get(0).ack();
    deliveries.get(2).ack();
    log.leave(consumer);
    Subscription next = joined(log, new OffsetConsumer(log, timeline));
    assertThat(ids(receive(next))).containsExactly("a2", "a3");
    assertOver(() -> deliveries.get(1).ack());
    assertThat(log.committed(0)).isEqualTo(1);
  }

  @Test
  void anotherJoins_partitionsMoveAndReceiptsFromBeforeAreStale() {
    OffsetLog two = new OffsetLog(2);
    OffsetConsumer one = new OffsetConsumer(two, timeline);
    Subscription first = joined(two, one);
    append(two, "a1", "b1", "a2", "b2");
    List<Delivery> before = receive(first);
    assertThat(ids(before)).containsExactlyInAnyOrder("a1", "b1", "a2", "b2");
    Subscription second = joined(two, new OffsetConsumer(two, timeline));
    before.forEach(delivery -> assertOver(delivery::ack));
    List<String> ofFirst = ids(receive(first));
    List<String> ofSecond = ids(receive(second));
    assertThat(List.of(ofFirst, ofSecond))
        .containsExactlyInAnyOrder(List.of("a1", "a2"), List.of("b1", "b2"));
  }

  @Test
  void windowFull_pausesItsPartitionOnly() {
    OffsetLog two = new OffsetLog(2);
    Subscription both = joined(two, new OffsetConsumer(two, timeline));
    append(two, "a1", "a2", "a3", "a4", "a5", "b1");
    List<Delivery> deliveries = receive(both);
    assertThat(ids(deliveries)).containsExactlyInAnyOrder("a1", "a2", "a3", "a4", "b1");
    Delivery slow =
        deliveries.stream().filter(d -> d.message().id().equals("a1")).findFirst().orElseThrow();
    deliveries.stream().filter(delivery -> delivery != slow).forEach(Delivery::ack);
    assertThat(receive(both)).isEmpty();
    slow.ack();
    assertThat(ids(receive(both))).containsExactly("a5");
  }

  @Test
  void deadLetter_isUnsupported_soThatThePortableSideSends() {
    append(log, "a1");
    Delivery delivery = receive(subscription).get(0);
    assertThatThrownBy(() -> delivery.deadLetter("POISON", "no order", delivery.message()))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED));
  }

  @Test
  void peek_leasesNothingAndCountsNothing() {
    append(log, "a1", "a2", "a3");
    Subscription.Page page = subscription.peek(null, 2);
    assertThat(ids(page.deliveries())).containsExactly("a1", "a2");
    Subscription.Page rest = subscription.peek(page.next(), 2);
    assertThat(ids(rest.deliveries())).containsExactly("a3");
    assertThat(rest.next()).isNull();
    assertThat(ids(receive(subscription))).containsExactly("a1", "a2", "a3");
  }

  @Test
  void seek_deliversAgainAndStalesWhatIsOut() {
    append(log, "a1");
    clock.advance(SECOND);
    Instant later = clock.instant();
    append(log, "a2", "a3");
    List<Delivery> deliveries = receive(subscription);
    deliveries.get(0).ack();
    deliveries.get(1).ack();
    subscription.seek(new ReplayPoint.Time(later));
    assertOver(() -> deliveries.get(2).ack());
    assertThat(ids(receive(subscription))).containsExactly("a2", "a3");
    subscription.seek(new ReplayPoint.Offset(0));
    assertThat(ids(receive(subscription))).containsExactly("a1", "a2", "a3");
  }

  /** Whatever is acknowledged, given back, forgotten or lost with its owner: nothing is skipped. */
  @Property(tries = 100)
  void anySchedule_committedIsDoneAndEverythingEndsDone(@ForAll long seed) {
    Random random = new Random(seed);
    OffsetLog busy = new OffsetLog(2);
    OffsetConsumer owner = new OffsetConsumer(busy, timeline);
    Subscription current = joined(busy, owner);
    Set<String> done = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      append(busy, (char) ('a' + i % 3) + String.valueOf(i));
    }
    for (int step = 0; step < 60 || done.size() < 20; step++) {
      for (Delivery delivery : current.receive(1 + random.nextInt(5), Duration.ZERO)) {
        switch (random.nextInt(4)) {
          case 0 -> delivery.nack(Duration.ofSeconds(random.nextInt(3)));
          case 1 -> clock.advance(SECOND);
          default -> {
            done.add(delivery.message().id());
            delivery.ack();
          }
        }
      }
      if (random.nextInt(10) == 0) {
        busy.leave(owner);
        owner = new OffsetConsumer(busy, timeline);
        current = joined(busy, owner);
      }
      clock.advance(Duration.ofSeconds(10));
      for (int partition = 0; partition < 2; partition++) {
        busy.read(partition, 0, (int) busy.committed(partition))
            .forEach(entry -> assertThat(done).contains(entry.message().messageId()));
      }
    }
    assertThat(done).hasSize(20);
  }
}
