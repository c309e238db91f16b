package dev.ferry.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an address says, and what it may not say. */
class AddressesTest {
  private static PubSubAddress of(String uri) {
    return PubSubAddress.of(Address.parse(uri));
  }

  @Test
  void oneAddress_isTheTopicAndTheSubscriptionOfAQueue() {
    PubSubAddress queue = of("pubsub://shop/orders");

    assertThat(queue.topic()).isEqualTo("projects/shop/topics/orders");
    assertThat(queue.subscription()).isEqualTo("projects/shop/subscriptions/orders");
    assertThat(queue.unary()).isFalse();
    assertThat(queue.from()).isNull();
  }

  @Test
  void addressOfOneKind_isNothingElse() {
    assertThat(of("pubsub://shop/topics/orders").topic()).isEqualTo("projects/shop/topics/orders");
    assertThatThrownBy(() -> of("pubsub://shop/topics/orders").subscription())
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("that is a topic");
    assertThatThrownBy(() -> of("pubsub://shop/subscriptions/orders").topic())
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("that is a subscription");
  }

  @Test
  void parameters_areRead() {
    PubSubAddress address =
        of("pubsub://shop/orders?pull=unary&lease=2m&from=events,returns&region=europe-west1");

    assertThat(address.unary()).isTrue();
    assertThat(address.lease()).isEqualTo(Duration.ofMinutes(2));
    assertThat(address.from()).isEqualTo(List.of("events", "returns"));
    assertThat(address.region()).isEqualTo("europe-west1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pubsub:orders",
        "pubsub://shop/or",
        "pubsub://shop/goog-orders",
        "pubsub://Shop/orders",
        "pubsub://shop/other/orders",
        "pubsub://shop/orders?lease=9s",
        "pubsub://shop/orders?lease=11m",
        "pubsub://shop/orders?lease=soon",
        "pubsub://shop/orders?pull=push",
        "pubsub://shop/orders?region=here",
        "pubsub://shop/orders?from=a,,b",
        "pubsub://shop/orders?visibility=30s",
      })
  void whatCannotBe_isRefused(String uri) {
    assertThatThrownBy(() -> of(uri))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("INVALID_ARGUMENT");
  }

  @Test
  void filter_isWrittenInPubSubsLanguage_upTo256Bytes() {
    assertThat(FilterText.of(Map.of())).isEmpty();
    assertThat(FilterText.of(Map.of("kind", Set.of("a\"b"))))
        .isEqualTo("(attributes.kind=\"a\\\"b\")");
    assertThat(FilterText.of(Map.of("odd name", Set.of("x"))))
        .isEqualTo("(attributes.\"odd name\"=\"x\")");
    assertThatThrownBy(() -> FilterText.of(Map.of("kind", Set.of("x".repeat(256)))))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("UNSUPPORTED");
  }
}
