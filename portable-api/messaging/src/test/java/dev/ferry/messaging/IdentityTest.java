package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.spi.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final Instant STORED = Instant.parse("2026-01-01T00:00:00Z");

  private static InboundMessage inbound(
      Map<String, String> attributes, @Nullable String senderId, @Nullable String key) {
    return new InboundMessage(
        "receipt", "broker-1", senderId, Body.of("body"), attributes, key, 1, STORED, STORED);
  }

  private static InboundMessage inbound(Map<String, String> attributes) {
    return inbound(attributes, null, null);
  }

  private static Delivery received(InboundMessage inbound, SubscriptionOptions options) {
    Bench bench = Bench.of(Caps.unordered());
    bench.queue().put(inbound);
    try (Subscription subscription = bench.subscription(options)) {
      return subscription.receive(1, Duration.ZERO).get(0);
    }
  }

  private static Delivery received(InboundMessage inbound) {
    return received(inbound, SubscriptionOptions.defaults());
  }

  private static Delivery receivedWith(
      InboundMessage inbound, Function<Message, Optional<String>> applicationId) {
    return received(inbound, new SubscriptionOptions(applicationId));
  }

  @Test
  void ferrysMetadata_isBelievedFirst() {
    Delivery delivery =
        receivedWith(
            inbound(Map.of("ferry", "v=1&id=1", "ce-id", "2"), "3", null), any -> Optional.of("4"));
    assertThat(delivery.message().id()).isEqualTo("1");
    assertThat(delivery.stableId()).isTrue();
    assertThat(delivery.flaw()).isEmpty();
    assertThat(delivery.message().attributes()).containsOnly(Map.entry("ce-id", "2"));
    assertThat(delivery.nativeAttributes()).containsKey("ferry");
    assertThat(delivery.message().timestamp()).isEqualTo(STORED);
  }

  @Test
  void newerMetadata_givesItsId() {
    Delivery delivery = received(inbound(Map.of("ferry", "v=7&id=1&round=2&t=soon")));
    assertThat(delivery.message().id()).isEqualTo("1");
    assertThat(delivery.message().history().round()).isEqualTo(2);
    assertThat(delivery.flaw()).isEmpty();
  }

  @Test
  void applicationsId_comesBeforeTheSenders() {
    Delivery delivery =
        received(
            inbound(Map.of("order", "1", "ce-id", "2"), "3", null),
            SubscriptionOptions.idFromAttribute("order"));
    assertThat(delivery.message().id()).isEqualTo("1");
    assertThat(delivery.stableId()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce-", "ce_", "cloudEvents:", "cloudEvents_"})
  void cloudEvent_isNamedByItsSourceAndId(String prefix) {
    Delivery delivery =
        received(inbound(Map.of(prefix + "id", "7", prefix + "source", "/shop"), "3", null));
    assertThat(delivery.message().id()).isEqualTo("/shop 7");
    assertThat(delivery.stableId()).isTrue();
  }

  @Test
  void cloudEvent_withoutASource_isNamedByItsId() {
    assertThat(received(inbound(Map.of("ce_id", "7"))).message().id()).isEqualTo("7");
  }

  @Test
  void cloudEvent_longNames_areHashedAndDiffer() {
    String source = "https://" + "s".repeat(300);
    String one = received(inbound(Map.of("ce-id", "1", "ce-source", source))).message().id();
    String two = received(inbound(Map.of("ce-id", "2", "ce-source", source))).message().id();
    assertThat(one).hasSize(32).isNotEqualTo(two);
  }

  @Test
  void sendersId_comesBeforeTheBrokers() {
    Delivery delivery = received(inbound(Map.of(), "3", null));
    assertThat(delivery.message().id()).isEqualTo("3");
    assertThat(delivery.stableId()).isTrue();
  }

  @Test
  void brokersId_isUnstable() {
    Delivery delivery = received(inbound(Map.of()));
    assertThat(delivery.message().id()).isEqualTo("broker-1");
    assertThat(delivery.stableId()).isFalse();
    assertThat(delivery.flaw()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\uD83D", "LONG"})
  void idThatCannotBeOne_isPassedOver(String bad) {
    String id = bad.equals("LONG") ? "x".repeat(257) : bad;
    Delivery delivery =
        receivedWith(inbound(Map.of("ce-id", id), "3", null), any -> Optional.of(id));
    assertThat(delivery.message().id())
        .isEqualTo(
            bad.equals("LONG") ? received(inbound(Map.of("ce-id", id))).message().id() : "3");
    assertThat(delivery.stableId()).isTrue();
    assertThat(received(inbound(Map.of(), id, null)).message().id()).isEqualTo("broker-1");
  }

  @Test
  void brokersIdThatCannotBeOne_isHashed() {
    InboundMessage odd =
        new InboundMessage("receipt", " ", null, Body.empty(), Map.of(), null, 1, STORED, STORED);
    assertThat(received(odd).message().id()).hasSize(32);
  }

  @Test
  void malformedMetadata_isPoisonThatKeepsWhatCanBeKept() {
    Delivery delivery =
        received(
            inbound(Map.of("ferry", "v=1&id=1&round=-1", "colour", "blue", " ", "x"), null, "key"));
    assertThat(delivery.flaw()).contains("a round that is no number");
    assertThat(delivery.stableId()).isTrue();
    assertThat(delivery.message().id()).isEqualTo("1");
    assertThat(delivery.message().orderingKey()).isEqualTo("key");
    assertThat(delivery.message().attributes())
        .containsOnly(Map.entry("colour", "blue"), Map.entry(" ", "x"));
    assertThat(delivery.message().body()).isEqualTo(Body.of("body"));
  }

  @Test
  void malformedMetadata_withoutAnId_hasTheBrokers() {
    Delivery delivery = received(inbound(Map.of("ferry", "{}"), "3", null));
    assertThat(delivery.flaw()).contains("a pair that does not read name=value");
    assertThat(delivery.message().id()).isEqualTo("broker-1");
    assertThat(delivery.stableId()).isFalse();
  }

  @Test
  void applicationsIdThrows_isPoisonThatKeepsTheMessage() {
    Delivery thrown =
        receivedWith(
            inbound(Map.of("colour", "blue")),
            message -> {
              throw new IllegalStateException("secret of " + message.body().utf8());
            });
    assertThat(thrown.flaw()).contains("the application's id: java.lang.IllegalStateException");
    assertThat(thrown.stableId()).isFalse();
    assertThat(thrown.message().attributes()).containsEntry("colour", "blue");
    Delivery overflown = receivedWith(inbound(Map.of()), IdentityTest::endless);
    assertThat(overflown.flaw()).contains("the application's id: java.lang.StackOverflowError");
  }

  @SuppressWarnings("InfiniteRecursion") // as a parser does on a body that nests deeply enough
  private static Optional<String> endless(Message message) {
    return endless(message);
  }

  @Test
  void foreignMessageBeyondOurLimits_isNoPoison() {
    Delivery delivery =
        received(inbound(Map.of("n".repeat(300), "v", "broken", "\uD83D"), null, "k".repeat(500)));
    assertThat(delivery.flaw()).isEmpty();
    assertThat(delivery.message().orderingKey()).hasSize(500);
    assertThat(delivery.message().attributes()).hasSize(2);
  }

  @Provide
  static Arbitrary<Map<String, String>> attributes() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(5),
            Arbitraries.of("ferry", "ce-id", "ce-source", "", " ", "traceparent"));
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(10),
            Arbitraries.of(
                "v=1&id=1",
                "v=1&id=1&a.ferry=x&a.=y&a.%20=z&n.ferry=w",
                "v=1&id=1&round=999999999&attempts=999999999",
                "v=2&id=1&round=x",
                "v=1&id=%00",
                "%"));
    return Arbitraries.maps(names, values).ofMaxSize(15);
  }

  @Provide
  static Arbitrary<String> anything() {
    return Arbitraries.strings().ofMaxLength(10).injectNull(0.3);
  }

  /** It can be dead-lettered and redriven like any other, and arrives there as the same message. */
  @Property
  void anyMessage_isReceivedAndSentOn(
      @ForAll("attributes") Map<String, String> attributes,
      @ForAll("anything") @Nullable String senderId,
      @ForAll("anything") @Nullable String key) {
    Message message = received(inbound(attributes, senderId, key)).message();
    History history = message.history();
    Message copy =
        message
            .withHistory(new History(history.round() + 1, history.attempts() + 5, STORED, "source"))
            .withNotes(Map.of("dl.reason", "POISON"))
            .withDeduplicationId(Hop.DEAD_LETTER.deduplicationId(message.id(), history.round(), 1));
    Bench bench = Bench.of(Caps.unordered());
    try (Publisher publisher = bench.publisher()) {
      publisher.forward(copy);
    }
    var sent = bench.sent().stored().get(0);
    assertThat(sent.attributes()).hasSizeLessThanOrEqualTo(10);
    Message arrived = received(inbound(sent.attributes(), null, key)).message();
    assertThat(arrived.id()).isEqualTo(message.id());
    assertThat(arrived.notes()).containsOnly(Map.entry("dl.reason", "POISON"));
    assertThat(new TreeMap<>(arrived.attributes()).keySet())
        .hasSameSizeAs(message.attributes().keySet());
  }
}
