package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private static final Instant STORED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Bench bench = Bench.of(Caps.unordered());
  private final Subscription subscription = bench.subscription();

  private static InboundMessage inbound(String id) {
    return new InboundMessage(
        "receipt of " + id,
        id,
        null,
        Body.of("body"),
        Map.of("ferry", "v=1&id=" + id),
        "key",
        3,
        STORED,
        STORED.plusSeconds(30));
  }

  private Delivery received() {
    bench.queue().put(inbound("1"));
    return subscription.receive(1, Duration.ZERO).get(0);
  }

  private static ErrorCode codeOf(ThrowingCallable call) {
    return catchThrowableOfType(MessagingException.class, call).code();
  }

  @Test
  void receive_deliveryHasWhatTheBrokerSays() {
    Delivery delivery = received();
    assertThat(delivery.message().id()).isEqualTo("1");
    assertThat(delivery.deliveryCount()).isEqualTo(3);
    assertThat(delivery.brokerId()).isEqualTo("1");
    assertThat(delivery.storedAt()).isEqualTo(STORED);
    assertThat(delivery.ackDeadline()).isEqualTo(STORED.plusSeconds(30));
    assertThat(delivery.source()).isEqualTo("test:orders");
    assertThat(delivery.nativeAttributes()).containsOnly(Map.entry("ferry", "v=1&id=1"));
    assertThat(delivery).hasToString("Delivery[1 from test:orders, 3]");
  }

  @Test
  void receive_asksForNoMoreThanTheBrokersBatchAndForNoNegativeTime() {
    subscription.receive(1000, SECOND);
    subscription.receive(3, SECOND.negated());
    assertThat(bench.queue().asked()).containsExactly(10, SECOND, 3, Duration.ZERO);
  }

  @Test
  void receiveAndPeek_lessThanOne_isInvalid() {
    assertThat(codeOf(() -> subscription.receive(0, SECOND))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(codeOf(() -> subscription.peek(null, 0))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(bench.queue().asked()).isEmpty();
  }

  @Test
  void verbs_settleTheirOwnReceipt() {
    Delivery delivery = received();
    delivery.ack();
    delivery.nack(SECOND);
    delivery.extend(SECOND);
    assertThat(bench.queue().settlements())
        .containsExactly(
            new Settlement.Ack("receipt of 1"),
            new Settlement.Nack("receipt of 1", SECOND),
            new Settlement.Extend("receipt of 1", SECOND));
  }

  @Test
  void settle_isOneCall_andAnswersForEach() {
    Delivery first = received();
    bench.queue().put(inbound("2"));
    Delivery second = subscription.receive(1, Duration.ZERO).get(0);

    assertThat(
            subscription.settle(
                List.of(Settling.ack(first), Settling.nack(second, Duration.ofDays(1)))))
        .containsExactly(null, null);
    assertThat(bench.queue().settlements())
        .containsExactly(
            new Settlement.Ack("receipt of 1"),
            new Settlement.Nack("receipt of 2", Caps.unordered().limits().redeliveryDelay()));
  }

  @Test
  void settle_nothingKnown_isWhatEachGets() {
    Delivery delivery = received();
    bench.queue().breakWith(new IllegalStateException("out of the SDK"));

    assertThat(subscription.settle(List.of(Settling.ack(delivery), Settling.ack(delivery))))
        .hasSize(2)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("settle messages of 'test:orders'")
                    .hasRootCauseMessage("out of the SDK"));
  }

  @Test
  void nackAndExtend_beyondTheBrokersLongest_areCut() {
    Delivery delivery = received();
    delivery.nack(Duration.ofDays(1));
    delivery.nack(SECOND.negated());
    delivery.extend(Duration.ofDays(1));
    assertThat(bench.queue().settlements())
        .containsExactly(
            new Settlement.Nack("receipt of 1", Duration.ofHours(12)),
            new Settlement.Nack("receipt of 1", Duration.ZERO),
            new Settlement.Extend("receipt of 1", Duration.ofHours(12)));
  }

  @Test
  void extend_forNoTime_isInvalid() {
    Delivery delivery = received();
    assertThat(codeOf(() -> delivery.extend(Duration.ZERO))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(bench.queue().settlements()).isEmpty();
  }

  @Test
  void deadLetter_replacesTheAttributesOfTheCopy() {
    Delivery delivery = received();
    Message copy =
        delivery.message().toBuilder()
            .attribute("colour", "blue")
            .history(new History(1, 5, null, null))
            .build();
    delivery.deadLetter("POISON", "no order", copy);
    assertThat(bench.queue().settlements())
        .containsExactly(
            new Settlement.DeadLetter(
                "receipt of 1",
                "POISON",
                "no order",
                Map.of("colour", "blue", "ferry", "v=1&id=1&t=1767225600000&round=1&attempts=5")));
  }

  @Test
  void verb_leaseOver_throwsWhatTheBrokerSaid() {
    Delivery delivery = received();
    MessagingException over =
        new MessagingException(ErrorCode.FAILED_PRECONDITION, false, "ack: the lease is over");
    bench.queue().refuseWith(over);
    assertThatThrownBy(delivery::ack).isSameAs(over);
  }

  @Test
  void verb_driverThrowsItsOwn_isUnknownWithItsCause() {
    Delivery delivery = received();
    IllegalStateException own = new IllegalStateException("of its own");
    bench.queue().breakWith(own);
    assertThatThrownBy(() -> delivery.nack(SECOND))
        .hasMessage("UNKNOWN: nack a message of 'test:orders': the provider failed; see the cause")
        .hasCause(own);
  }

  @Test
  void verbs_brokerWithout_areUnsupported() {
    Bench least = Bench.of(Caps.least());
    least.queue().put(inbound("1"));
    try (Subscription poor = least.subscription()) {
      Delivery delivery = poor.receive(1, Duration.ZERO).get(0);
      assertThat(codeOf(() -> delivery.extend(SECOND))).isEqualTo(ErrorCode.UNSUPPORTED);
      assertThat(codeOf(() -> delivery.deadLetter("POISON", "no order", delivery.message())))
          .isEqualTo(ErrorCode.UNSUPPORTED);
      assertThat(codeOf(() -> poor.peek(null, 1))).isEqualTo(ErrorCode.UNSUPPORTED);
      assertThat(codeOf(() -> poor.seek(new ReplayPoint.Offset(0))))
          .isEqualTo(ErrorCode.UNSUPPORTED);
    }
    assertThat(least.queue().settlements()).isEmpty();
  }

  @Test
  void peek_givesPages() {
    bench.queue().put(inbound("1"), inbound("2"));
    Subscription.Page page = subscription.peek(null, 1);
    assertThat(page.deliveries()).extracting(d -> d.message().id()).containsExactly("1");
    assertThat(page.next()).isEqualTo("more");
    assertThat(subscription.peek(page.next(), 2).next()).isNull();
    assertThat(bench.queue().asked()).containsExactly("peek null 1", "peek more 2");
  }

  @Test
  void seek_asksTheBroker() {
    ReplayPoint point = new ReplayPoint.Time(STORED);
    subscription.seek(point);
    assertThat(bench.queue().asked()).containsExactly(point);
  }

  @Test
  void pushedDelivery_isLikeOneThatWasReceived() {
    QueueDriver host = new QueueDriver(Caps.unordered());
    InboundMessage event = inbound("1");
    Delivery delivery = Delivery.pushed("sqs:orders", event, host, SubscriptionOptions.defaults());
    assertThat(delivery.message()).isEqualTo(received().message());
    assertThat(delivery.source()).isEqualTo("sqs:orders");
    delivery.ack();
    assertThat(host.settlements()).containsExactly(new Settlement.Ack("receipt of 1"));
  }

  @Test
  void close_again_doesNothing_andNothingIsReceivedAfterIt() {
    subscription.close();
    subscription.close();
    assertThat(bench.queue().timesClosed()).isEqualTo(1);
    assertThat(codeOf(() -> subscription.receive(1, SECOND))).isEqualTo(ErrorCode.CANCELLED);
    assertThat(codeOf(() -> subscription.peek(null, 1))).isEqualTo(ErrorCode.CANCELLED);
    assertThat(codeOf(() -> subscription.seek(new ReplayPoint.Offset(0))))
        .isEqualTo(ErrorCode.CANCELLED);
  }
}
