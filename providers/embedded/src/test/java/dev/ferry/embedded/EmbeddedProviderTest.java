package dev.ferry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedProviderTest {
  @Test
  void provider_isFoundByItsScheme_andServesMessagesEndToEnd() {
    try (Messaging messaging = Messaging.load()) {
      messaging.admin("embedded").createQueue(QueueSpec.standard("orders"));
      try (Publisher publisher = messaging.publisher("embedded:orders");
          Subscription subscription = messaging.subscription("embedded:orders?consumer=one")) {
        publisher.publish(Message.of("hello"));

        List<Delivery> deliveries = subscription.receive(1, Duration.ofSeconds(10));

        assertThat(deliveries.get(0).message().body().utf8()).isEqualTo("hello");
        deliveries.get(0).ack();
        EmbeddedBroker broker = subscription.unwrap(EmbeddedBroker.class).orElseThrow();
        assertThat(broker.acknowledgements("orders"))
            .extracting(Acknowledgement::consumer)
            .containsExactly("one");
        assertThat(publisher.unwrap(EmbeddedBroker.class)).containsSame(broker);
        assertThat(publisher.unwrap(String.class)).isEmpty();
      }
    }
  }

  @Test
  void unknownParameter_isRefused_naming_theKnownOnes() {
    EmbeddedProvider provider = new EmbeddedProvider();
    provider.admin().orElseThrow().createQueue(QueueSpec.standard("orders"));
    var address = Fixture.address("orders?wait=5s");
    var timeline = provider.broker().timeline();

    assertThatThrownBy(() -> provider.openPublisher(address, timeline))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("consumer");
    assertThatThrownBy(() -> provider.openSubscription(address, timeline))
        .isInstanceOf(MessagingException.class);
  }

  @Test
  void brokerWithoutATimeline_goesByThatOfTheFirstWhoOpensSomething() {
    VirtualClock clock = VirtualClock.create();
    EmbeddedBroker broker = EmbeddedBroker.builder().build();
    broker.admin().createQueue(QueueSpec.standard("orders"));
    EmbeddedProvider provider = EmbeddedProvider.of(broker);

    provider.openPublisher(Fixture.address("orders"), EmbeddedBroker.create(clock).timeline());
    provider.openPublisher(Fixture.address("orders"), new EmbeddedProvider().broker().timeline());

    clock.advance(Duration.ofDays(1));
    assertThat(broker.timeline().now()).isEqualTo(clock.instant());
  }

  @Test
  void brokerOnWhichNothingWasOpened_canBeLookedAt() {
    EmbeddedBroker broker = EmbeddedBroker.builder().build();
    broker.admin().createQueue(QueueSpec.standard("orders"));

    assertThat(broker.nextEvent()).isEmpty();
    assertThat(broker.snapshot()).containsExactly(new QueueState("orders", List.of()));
  }
}
