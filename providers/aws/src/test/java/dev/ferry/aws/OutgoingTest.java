package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message is on the wire, and what cannot be on it. */
class OutgoingTest {

  private static OutboundMessage message(Map<String, String> attributes, @Nullable String key) {
    return new OutboundMessage(
        "id", Body.of("text"), attributes, key, "dedup", Duration.ofMillis(1500));
  }

  private static SqsEntry sent(OutboundMessage message, boolean fifo) {
    Outgoing outgoing = Outgoing.of(message, "orders", fifo);
    assertThat(outgoing.refusal()).isNull();
    return Objects.requireNonNull(outgoing.entry());
  }

  private static void assertRefused(OutboundMessage message, String why) {
    Outgoing outgoing = Outgoing.of(message, "orders", false);
    assertThat(outgoing.entry()).isNull();
    assertThat(outgoing.refusal())
        .isNotNull()
        .hasMessageContaining("publish message 'id' to 'orders'")
        .hasMessageContaining(why)
        .extracting(MessagingException::code)
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void onAStandardQueue_theKeyIsATenant_andNothingIsDeduplicated() {
    SqsEntry entry = sent(message(Map.of("kind", "order"), "VINET"), false);

    assertThat(entry.groupId()).isEqualTo("VINET");
    assertThat(entry.deduplicationId()).isNull();
    assertThat(entry.delaySeconds()).as("not before 1.5 s").isEqualTo(2);
    assertThat(entry.attributes()).isEqualTo(Map.of("kind", "order"));
    assertThat(sent(message(Map.of(), null), false).groupId()).isNull();
  }

  @Test
  void onAFifoQueue_aMessageWithoutAKey_isAGroupOfItsOwn() {
    assertThat(sent(message(Map.of(), "VINET"), true).groupId()).isEqualTo("VINET");
    assertThat(sent(message(Map.of(), null), true).groupId()).isEqualTo("dedup");
    assertThat(sent(message(Map.of(), null), true).deduplicationId()).isEqualTo("dedup");
  }

  @Test
  void traceContext_travelsInBothForms() {
    String parent = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";

    SqsEntry entry = sent(message(Map.of("traceparent", parent), null), false);

    assertThat(entry.attributes()).containsEntry("traceparent", parent);
    assertThat(entry.traceHeader())
        .isEqualTo("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
    assertThat(sent(message(Map.of("traceparent", "?"), null), false).traceHeader()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-b_c.d", "x-amz", "awsome", "_", "0"})
  void namesThatAwsTakes_areTaken(String name) {
    assertThat(sent(message(Map.of(name, "1"), null), false).attributes()).containsKey(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "a.", "a..b", "a b", "größe", "AWS.a", "aws.a", "Amazon.a", "a/b"})
  void namesThatAwsDoesNotTake_areRefused(String name) {
    assertRefused(message(Map.of(name, "1"), null), "rename it");
  }

  @Test
  void longestName_isTaken_andOneLongerIsNot() {
    assertThat(sent(message(Map.of("a".repeat(256), "1"), null), false).attributes()).hasSize(1);
    assertRefused(message(Map.of("a".repeat(257), "1"), null), "rename it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "\uFFFF"})
  void valuesThatSqsDoesNotTake_areRefused(String value) {
    assertRefused(message(Map.of("a", value), null), "encode it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "größe", "\u007f"})
  void keysThatSqsDoesNotTake_areRefused(String key) {
    assertRefused(message(Map.of(), key), "ordering key");
  }

  @Test
  void moreAttributesThanSqsTakes_areRefused() {
    Map<String, String> eleven =
        IntStream.range(0, 11)
            .boxed()
            .collect(Collectors.toMap(i -> "a" + i, i -> "1", (a, b) -> a, TreeMap::new));

    assertRefused(message(eleven, null), "11 attributes where 10 fit");
  }

  @Test
  void bytesWithoutMetadata_areRefused() {
    OutboundMessage bytes =
        new OutboundMessage("id", Body.of(new byte[] {0}), Map.of(), null, "dedup", Duration.ZERO);

    assertRefused(bytes, "through a Publisher");
  }
}
