package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
  private interface Change extends UnaryOperator<Message.Builder> {}

  private static final Message FULL =
      Message.builder(Body.of("body"))
          .id("order-1")
          .orderingKey("key")
          .attribute("colour", "blue")
          .timestamp(Instant.EPOCH)
          .contentType("text/plain")
          .contentEncoding("gzip")
          .delay(Duration.ofSeconds(1))
          .deduplicationId("dedup")
          .history(new History(1, 2, Instant.EPOCH, "test:orders"))
          .notes(Map.of("dl.reason", "POISON"))
          .build();

  @Test
  void of_textOrBody_hasAnIdOfItsOwnAndNothingElse() {
    Message message = Message.of("body");
    assertThat(UUID.fromString(message.id())).hasToString(message.id());
    assertThat(message.id()).isNotEqualTo(Message.of(Body.of("body")).id());
    assertThat(message.body()).isEqualTo(Body.of("body"));
    assertThat(message.orderingKey()).isNull();
    assertThat(message.attributes()).isEmpty();
    assertThat(message.timestamp()).isNull();
    assertThat(message.contentType()).isNull();
    assertThat(message.contentEncoding()).isNull();
    assertThat(message.delay()).isZero();
    assertThat(message.deduplicationId()).isNull();
    assertThat(message.history()).isEqualTo(History.none());
    assertThat(message.notes()).isEmpty();
  }

  @Test
  void toBuilder_build_isEqual() {
    assertThat(FULL.toBuilder().build()).isEqualTo(FULL).hasSameHashCodeAs(FULL);
  }

  static Stream<Named<Change>> changes() {
    return Stream.of(
        Named.of("id", b -> b.id("order-2")),
        Named.of("orderingKey", b -> b.orderingKey(null)),
        Named.of("attribute", b -> b.attribute("colour", "red")),
        Named.of("another attribute", b -> b.attribute("size", "small")),
        Named.of("no attributes", b -> b.attributes(Map.of())),
        Named.of("timestamp", b -> b.timestamp(Instant.MIN.plusSeconds(1)).timestamp(null)),
        Named.of("contentType", b -> b.contentType("text/html")),
        Named.of("contentEncoding", b -> b.contentEncoding(null)),
        Named.of("delay", b -> b.delay(Duration.ZERO)),
        Named.of("deduplicationId", b -> b.deduplicationId(null)),
        Named.of("history", b -> b.history(History.none())),
        Named.of("notes", b -> b.notes(Map.of())));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void equals_anythingElse_isAnother(Change change) {
    assertThat(change.apply(FULL.toBuilder()).build()).isNotEqualTo(FULL);
  }

  @Test
  void equals_anotherBody_isAnother() {
    Message one = Message.builder(Body.of("a")).id("1").build();
    assertThat(one).isNotEqualTo(Message.builder(Body.of("b")).id("1").build()).isNotEqualTo("1");
  }

  @Test
  void withX_changesACopy() {
    assertThat(FULL.withId("other").id()).isEqualTo("other");
    assertThat(FULL.withHistory(History.none()).history()).isEqualTo(History.none());
    assertThat(FULL.withDeduplicationId("other").deduplicationId()).isEqualTo("other");
    assertThat(FULL.withNotes(Map.of("a", "b")).notes()).containsOnly(Map.entry("a", "b"));
    assertThat(FULL.id()).isEqualTo("order-1");
    assertThat(FULL.notes()).containsOnly(Map.entry("dl.reason", "POISON"));
  }

  @Test
  void build_laterChangesOfWhatItWasGiven_doNotShow() {
    Map<String, String> attributes = new HashMap<>(Map.of("colour", "blue"));
    Message.Builder builder = Message.builder(Body.empty()).attributes(attributes);
    Message message = builder.build();
    attributes.put("size", "small");
    builder.attribute("shape", "round");
    assertThat(message.attributes()).containsOnly(Map.entry("colour", "blue"));
    assertThatThrownBy(() -> message.attributes().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> FULL.notes().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  static Stream<Named<Change>> refused() {
    return Stream.of(
        Named.of("blank id", b -> b.id(" ")),
        Named.of("long id", b -> b.id("x".repeat(257))),
        Named.of("broken id", b -> b.id("\uD83D")),
        Named.of("blank key", b -> b.orderingKey("")),
        Named.of("long key", b -> b.orderingKey("x".repeat(129))),
        Named.of("blank deduplication id", b -> b.deduplicationId(" ")),
        Named.of("long deduplication id", b -> b.deduplicationId("x".repeat(129))),
        Named.of("reserved attribute", b -> b.attribute("ferry", "v=1")),
        Named.of("blank attribute name", b -> b.attribute(" ", "a")),
        Named.of("long attribute name", b -> b.attribute("x".repeat(257), "a")),
        Named.of("broken attribute", b -> b.attribute("a", "\uDEA2")),
        Named.of("reserved note", b -> b.notes(Map.of("ferry", "a"))),
        Named.of("broken content type", b -> b.contentType("\uD83D")),
        Named.of("broken content encoding", b -> b.contentEncoding("\uD83D")),
        Named.of("timestamp too early", b -> b.timestamp(Instant.MIN)),
        Named.of("timestamp too late", b -> b.timestamp(Instant.MAX)),
        Named.of("negative delay", b -> b.delay(Duration.ofNanos(-1))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void build_whatCannotTravel_isRefused(Change change) {
    assertThatThrownBy(() -> change.apply(FULL.toBuilder()).build())
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("INVALID_ARGUMENT: build message");
  }

  @Test
  void build_atTheLimits_isAccepted() {
    Message message =
        Message.builder(Body.empty())
            .id("x".repeat(256))
            .orderingKey("x".repeat(128))
            .deduplicationId("x".repeat(128))
            .attribute("x".repeat(256), "")
            .build();
    assertThat(message.attributes()).containsOnly(Map.entry("x".repeat(256), ""));
  }

  @Test
  void toString_showsNeitherBodyNorAttributes() {
    assertThat(FULL).hasToString("Message[order-1, 4 bytes]");
  }
}
