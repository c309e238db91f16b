package dev.ferry.functions.google;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.retry.Backoff;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What functions say of what they cannot start with. */
class StartTest {
  private final Rig rig = new Rig();

  @AfterEach
  void stop() {
    rig.close();
  }

  private PubSubFunction push() {
    return new PubSubFunction(rig.application(), rig.setup()) {};
  }

  private EventarcFunction event() {
    return new EventarcFunction(rig.application(), rig.setup()) {};
  }

  @Test
  void everythingThere_itStarts() {
    assertThatCode(this::push).doesNotThrowAnyException();
  }

  @Test
  void missingVariable_isNamed() {
    for (String variable :
        new String[] {
          "FERRY_HANDLER", "FERRY_CHANNEL_ORDERS", "FERRY_CALLER_AUDIENCE", "FERRY_CALLER_ACCOUNTS"
        }) {
      String value = rig.variables.remove(variable);

      assertThatThrownBy(this::push)
          .isInstanceOf(MessagingException.class)
          .hasMessageStartingWith(
              "INVALID_ARGUMENT: start function: variable " + variable + " is missing; set it to");
      rig.variables.put(variable, value);
    }
  }

  @Test
  void malformedVariable_isNamed() {
    for (Map.Entry<String, String> bad :
        Map.of(
                "FERRY_TIMEOUT", "ten",
                "FERRY_CALLER_KEYS", "http://keys.example.test/certs",
                "FERRY_CALLER_SIGNATURE", "nobody",
                "FERRY_LOG_LEVEL", "loud")
            .entrySet()) {
      String value = rig.variables.put(bad.getKey(), bad.getValue());

      assertThatThrownBy(this::push)
          .hasMessageStartingWith(
              "INVALID_ARGUMENT: start function: variable " + bad.getKey() + " is no");
      rig.variables.remove(bad.getKey());
      if (value != null) {
        rig.variables.put(bad.getKey(), value);
      }
    }
  }

  @Test
  void backoffThatASubscriptionDoesNotHave_isRefused() {
    rig.settings.retry(
        rig.settings.build().retry().withBackoff(Backoff.fixed(Duration.ofMinutes(11))));

    assertThatThrownBy(this::push)
        .hasMessage(
            "FAILED_PRECONDITION: start handler 'take' behind a push subscription:"
                + " retry.maxDelay: PT11M where a subscription's backoff is PT10M at most");
  }

  @Test
  void eventTrigger_demandsRetries_records_andAnAge() {
    rig.settings.maxAge(Duration.ofHours(20));
    assertThatThrownBy(this::event)
        .hasMessageStartingWith(
            "FAILED_PRECONDITION: start handler 'take' on an event trigger: variable"
                + " FERRY_PLATFORM_RETRIES is missing: the platform drops an event");

    rig.variables.put("FERRY_PLATFORM_RETRIES", "true");
    assertThatCode(this::event).doesNotThrowAnyException();

    rig.settings.maxAge(Duration.ofHours(24));
    rig.variables.remove("FERRY_POLICY");
    assertThatThrownBy(this::event).hasMessageContaining("maxAge has to be less than PT24H");

    rig.settings.maxAge(Duration.ofHours(20)).guarantee(Guarantee.AT_LEAST_ONCE);
    rig.variables.remove("FERRY_POLICY");
    assertThatThrownBy(this::event)
        .hasMessageContaining("guarantee is at-least-once, but without records");
  }
}
