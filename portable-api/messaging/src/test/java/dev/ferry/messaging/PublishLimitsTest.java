package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PublishLimitsTest {
  private static final int OVERHEAD = 7;

  private static Limits limits(int messageBytes, int attributes, int valueBytes) {
    return new Limits(
        messageBytes,
        attributes,
        valueBytes,
        OVERHEAD,
        10,
        1 << 20,
        Duration.ofMinutes(15),
        Duration.ZERO,
        Duration.ofHours(12));
  }

  private static Map<String, String> attributes(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> "a" + i, i -> "value " + i, (a, b) -> a, TreeMap::new));
  }

  private static void assertRefused(ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("INVALID_ARGUMENT: publish message '1' to 'test:orders': ")
        .hasMessageContaining(why);
  }

  private static OutboundMessage forwarded(Limits limits, Message message) {
    Bench bench = Bench.of(Caps.with(limits));
    try (Publisher publisher = bench.publisher()) {
      publisher.forward(message);
    }
    return bench.sent().stored().get(0);
  }

  /** What a subscription makes of a message that was sent. */
  private static Message received(OutboundMessage sent) {
    Bench bench = Bench.of(Caps.unordered());
    bench
        .queue()
        .put(
            new InboundMessage(
                "receipt",
                "broker-1",
                null,
                sent.body(),
                sent.attributes(),
                sent.orderingKey(),
                1,
                Instant.EPOCH,
                Instant.EPOCH));
    try (Subscription subscription = bench.subscription()) {
      return subscription.receive(1, Duration.ZERO).get(0).message();
    }
  }

  @Property(tries = 200)
  void publish_size_isCountedExactlyWithAttributesAndOverhead(
      @ForAll @IntRange(max = 300) int bodyBytes, @ForAll("values") String value) {
    Message message =
        Message.builder(Body.of(new byte[bodyBytes])).id("1").attribute("größe", value).build();
    long size = Sizes.of(forwarded(limits(1 << 20, 10, 1 << 20), message), OVERHEAD);

    Bench exact = Bench.of(Caps.with(limits((int) size, 10, 1 << 20)));
    try (Publisher publisher = exact.publisher()) {
      assertThat(publisher.publish(message).messageId()).isEqualTo("1");
      assertThat(publisher.fits(message)).isTrue();
    }
    Bench small = Bench.of(Caps.with(limits((int) size - 1, 10, 1 << 20)));
    try (Publisher publisher = small.publisher()) {
      assertRefused(() -> publisher.publish(message), size + " bytes with attributes where ");
      assertRefused(() -> publisher.forward(message), size + " bytes with attributes where ");
      assertThat(publisher.fits(message)).isFalse();
    }
    assertThat(small.sent().batches()).isEmpty();
  }

  @Provide
  static Arbitrary<String> values() {
    return Arbitraries.strings().withChars('a', 'ü', '€', '%', '\n').ofMaxLength(40);
  }

  @Test
  void publish_attributes_eightOfTenSlotsAreTheUsers() {
    Bench bench = Bench.of(Caps.unordered());
    Message.Builder message = Message.builder(Body.empty()).id("1");
    try (Publisher publisher = bench.publisher()) {
      publisher.publish(message.attributes(attributes(8)).build());
      assertRefused(
          () -> publisher.publish(message.attributes(attributes(9)).build()),
          "9 attributes where 8 fit; put some in the body");
    }
    assertThat(bench.sent().stored().get(0).attributes())
        .containsAllEntriesOf(attributes(8))
        .containsEntry("ferry", "v=1&id=1")
        .hasSize(9);
  }

  @Test
  void forward_tenForeignAttributes_areFoldedAndUnfolded() {
    Message foreign = Message.builder(Body.of("body")).id("1").attributes(attributes(10)).build();
    OutboundMessage sent = forwarded(Caps.SQS, foreign);
    assertThat(sent.attributes()).hasSize(10).containsAllEntriesOf(attributes(9));
    assertThat(sent.attributes()).containsEntry("ferry", "v=1&id=1&a.a9=value+9");
    Message arrived = received(sent);
    assertThat(arrived.attributes()).isEqualTo(attributes(10));
    assertThat(forwarded(Caps.SQS, arrived).attributes().keySet())
        .isEqualTo(sent.attributes().keySet());
  }

  @Test
  void forward_moreThanCanBeRead_isRefused() {
    Bench bench = Bench.of(Caps.unordered());
    Message message = Message.builder(Body.empty()).id("1").attributes(attributes(910)).build();
    try (Publisher publisher = bench.publisher()) {
      assertRefused(() -> publisher.forward(message), "more than 900 attributes without a slot");
      assertThat(publisher.fits(message)).isFalse();
    }
    Message arrived =
        received(forwarded(Caps.SQS, message.toBuilder().attributes(attributes(909)).build()));
    assertThat(arrived.attributes()).hasSize(909);
  }

  @Test
  void publish_attributeValue_hasALimitOfItsOwn() {
    Bench bench = Bench.of(Caps.with(limits(1 << 20, 10, 16)));
    Message message = Message.builder(Body.empty()).id("1").attribute("a", "ü".repeat(8)).build();
    try (Publisher publisher = bench.publisher()) {
      publisher.publish(message);
      Message longer = message.toBuilder().attribute("a", "ü".repeat(8) + "u").build();
      assertRefused(() -> publisher.publish(longer), "attribute 'a' has 17 bytes where 16 fit");
      Message noted = message.withNotes(Map.of("dl.reason", "POISON"));
      assertRefused(() -> publisher.forward(noted), "attribute 'ferry' has 27 bytes where 16 fit");
      assertThat(publisher.fits(noted)).isFalse();
    }
  }

  @Test
  void publish_delay_isAtMostTheBrokers() {
    Bench bench = Bench.of(Caps.unordered());
    Message.Builder message = Message.builder(Body.empty()).id("1");
    try (Publisher publisher = bench.publisher()) {
      publisher.publish(message.delay(Duration.ofMinutes(15)).build());
      Message later = message.delay(Duration.ofMinutes(15).plusNanos(1)).build();
      assertRefused(() -> publisher.publish(later), "where at most PT15M is possible");
      assertThat(publisher.fits(later)).isFalse();
    }
    assertThat(bench.sent().stored().get(0).delay()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void check_isWhatPublishChecksBeforeItSends() {
    Bench bench = Bench.of(Caps.unordered());
    Message.Builder message = Message.builder(Body.empty()).id("1");
    try (Publisher publisher = bench.publisher()) {
      publisher.check(message.attributes(attributes(8)).build());
      Message nine = message.attributes(attributes(9)).build();
      assertRefused(() -> publisher.check(nine), "9 attributes where 8 fit");
      assertThat(publisher.fits(nine)).isTrue();
    }
    assertThat(bench.sent().batches()).isEmpty();
  }

  @Property(tries = 300)
  void fits_isWhetherForwardIsNotRefused(
      @ForAll @IntRange(max = 200) int bodyBytes,
      @ForAll @IntRange(max = 12) int attributes,
      @ForAll @IntRange(max = 12) int notes,
      @ForAll @IntRange(max = 1800) int delaySeconds) {
    Message message =
        Message.builder(Body.of(new byte[bodyBytes]))
            .id("1")
            .attributes(attributes(attributes))
            .notes(attributes(notes))
            .delay(Duration.ofSeconds(delaySeconds))
            .build();
    Bench bench = Bench.of(Caps.with(limits(400, 10, 120)));
    try (Publisher publisher = bench.publisher()) {
      boolean fits = publisher.fits(message);
      if (fits) {
        assertThat(publisher.forward(message).messageId()).isEqualTo("1");
      } else {
        assertRefused(() -> publisher.forward(message), " where ");
      }
    }
  }

  @Test
  void publish_deduplicationId_isOfTheHopUnlessTheMessageHasOne() {
    Bench bench = Bench.of(Caps.unordered());
    Message message = Message.builder(Body.empty()).id("1").build();
    try (Publisher publisher = bench.publisher()) {
      publisher.publish(message);
      publisher.publish(message.withDeduplicationId("own"));
      publisher.publish(message.withHistory(new History(2, 0, null, null)));
    }
    assertThat(bench.sent().stored())
        .extracting(OutboundMessage::deduplicationId)
        .containsExactly(
            Hop.PUBLISH.deduplicationId("1", 0, 0), "own", Hop.PUBLISH.deduplicationId("1", 2, 0));
  }
}
