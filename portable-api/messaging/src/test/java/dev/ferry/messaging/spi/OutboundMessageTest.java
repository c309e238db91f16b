package dev.ferry.messaging.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Body;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboundMessageTest {
  private static OutboundMessage with(Map<String, String> attributes) {
    return new OutboundMessage("1", Body.of("body"), attributes, null, "dedup", Duration.ZERO);
  }

  @Test
  void deduplicationId_isMadeOnce_whenItIsAskedFor() {
    AtomicInteger made = new AtomicInteger();
    OutboundMessage message =
        new OutboundMessage(
            "1",
            Body.of("body"),
            Map.of(),
            null,
            () -> "dedup" + made.incrementAndGet(),
            Duration.ZERO);
    assertThat(made).hasValue(0);
    assertThat(message.deduplicationId()).isEqualTo("dedup1");
    assertThat(message.deduplicationId()).isEqualTo("dedup1");
  }

  @Test
  void attributes_areACopy_sortedAndUnmodifiable() {
    Map<String, String> own = new HashMap<>(Map.of("ferry", "v=1&id=1"));
    Map<String, String> one = with(own).attributes();
    own.put("a", "b");
    Map<String, String> two = with(own).attributes();
    assertThat(one).containsOnlyKeys("ferry");
    assertThat(two.keySet()).containsExactly("a", "ferry");
    assertThatThrownBy(() -> one.put("c", "d")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> two.put("c", "d")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equals_isByAllThatItSays_andTextsShowNoBody() {
    assertThat(with(Map.of("a", "b")))
        .isEqualTo(with(Map.of("a", "b")))
        .isNotEqualTo(with(Map.of()));
    assertThat(with(Map.of())).hasSameHashCodeAs(with(Map.of()));
    assertThat(with(Map.of("a", "secret"))).hasToString("OutboundMessage[1, 4 bytes]");
  }
}
