package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessagingTest {
  private final TestProvider sqs = new TestProvider("sqs", Caps.unordered());
  private final TestProvider embedded = new TestProvider("embedded", Caps.ordered());
  private final Messaging messaging = Messaging.builder().provider(sqs).provider(embedded).build();

  @Test
  void publisher_schemeFindsTheProvider() {
    try (Publisher publisher = messaging.publisher("embedded:orders")) {
      assertThat(publisher.publish(Message.of("a")).brokerId()).startsWith("broker-");
      assertThat(publisher.address()).isEqualTo(Address.parse("embedded:orders"));
      assertThat(publisher.capabilities().ordered()).isTrue();
      assertThat(publisher.unwrap(RecordingDriver.class)).containsSame(embedded.sent());
      assertThat(publisher.unwrap(String.class)).isEmpty();
    }
    assertThat(embedded.sent().stored()).hasSize(1);
    assertThat(sqs.sent().stored()).isEmpty();
  }

  @Test
  void subscription_schemeFindsTheProvider() {
    try (Subscription subscription = messaging.subscription("sqs:orders?wait=5s")) {
      assertThat(subscription.receive(1, Duration.ZERO)).isEmpty();
      assertThat(subscription.address()).isEqualTo(Address.parse("sqs:orders?wait=5s"));
      assertThat(subscription.capabilities().ordered()).isFalse();
      assertThat(subscription.unwrap(QueueDriver.class)).containsSame(sqs.queue());
    }
  }

  @Test
  void open_unknownScheme_namesTheKnownOnes() {
    assertThatThrownBy(() -> messaging.publisher("sns:orders"))
        .hasMessage(
            "INVALID_ARGUMENT: find provider 'sns': not on the class path; there are [embedded,"
                + " sqs]; add the provider's artefact");
  }

  @Test
  void open_unknownParameter_isRefused() {
    assertThatThrownBy(() -> messaging.subscription("sqs:orders?wiat=5s"))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("'wiat'; known are [wait]");
  }

  @Test
  void admin_providerWithout_isUnsupported() {
    assertThatThrownBy(() -> messaging.admin("sqs"))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED));
  }

  @Test
  void provider_schemeTwice_isRefused() {
    Messaging.Builder builder = Messaging.builder().provider(sqs);
    assertThatThrownBy(() -> builder.provider(new TestProvider("sqs", Caps.ordered())))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("two have the scheme 'sqs'");
  }

  @Test
  void close_again_doesNothing_andNothingIsOpenedAfterIt() {
    messaging.close();
    messaging.close();
    assertThat(sqs.timesClosed()).isEqualTo(1);
    assertThatThrownBy(() -> messaging.publisher("sqs:orders"))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  @Test
  void close_providersThrow_closesTheOthersAndTells() {
    sqs.breakClose(new IllegalStateException("first"));
    embedded.breakClose(new IllegalStateException("second"));
    assertThatThrownBy(messaging::close)
        .hasMessage("first")
        .satisfies(thrown -> assertThat(thrown.getSuppressed()[0]).hasMessage("second"));
    assertThat(embedded.timesClosed()).isEqualTo(1);
  }

  @Test
  void load_noProviderOnTheClassPath_findsNone() {
    try (Messaging loaded = Messaging.load()) {
      assertThatThrownBy(() -> loaded.publisher("sqs:orders")).hasMessageContaining("there are []");
      assertThat(loaded.timeline().now()).isNotNull();
    }
  }
}
