package dev.ferry.functions.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.MessageHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a function does with each outcome, alone, in a batch and in a session. */
class ServiceBusHostTest {
  private static Message message(String id) {
    return Message.of(id).withId(id);
  }

  private static MessageHandler<String> failing(Rig rig, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return (payload, context) -> {
      rig.handled.add(payload);
      if (left.getAndDecrement() > 0) {
        throw new IOException("not now");
      }
    };
  }

  @Nested
  class Alone {
    private final Rig rig = new Rig(Trigger.ONE);

    @Test
    void handled_returns() {
      HostedFunction function = rig.function((payload, context) -> rig.handled.add(payload));
      rig.publish(message("a"));

      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.handled).containsExactly("a");
      assertThat(rig.in("orders")).isEmpty();
    }

    @Test
    void retry_isACopyAfterItsDelay_andThenAReturn() {
      HostedFunction function = rig.function(failing(rig, 1));
      rig.publish(message("a"));

      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.received(1)).isEmpty();
      rig.clock.advance(Rig.BACKOFF);
      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.handled).containsExactly("a", "a");
      assertThat(rig.fates("a")).containsExactly("STARTED", "RETRIED", "STARTED", "HANDLED");
      assertThat(rig.in("orders")).isEmpty();
    }

    @Test
    void attemptsThatAreOver_areADeadLetter_andThenAReturn() {
      HostedFunction function = rig.function(failing(rig, 99));
      rig.publish(message("a"));

      for (int attempt = 1; attempt <= 3; attempt++) {
        assertThat(rig.invoke(function, 1)).isNull();
        rig.clock.advance(Rig.BACKOFF);
      }
      assertThat(rig.handled).hasSize(3);
      assertThat(rig.in("dead")).containsExactly("a");
      assertThat(rig.in("orders")).isEmpty();
    }

    @Test
    void crashBetweenScheduleAndComplete_runsTheCopyAlone() {
      HostedFunction function = rig.function(failing(rig, 1));
      rig.publish(message("a"));
      rig.settle(function, rig.received(1), false);

      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.handled).as("the original is an older branch").containsExactly("a");
      rig.clock.advance(Rig.BACKOFF);
      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.handled).containsExactly("a", "a");
      assertThat(rig.in("orders")).isEmpty();
    }

    @Test
    void duplicateWhileAnotherRunsIt_waitsAsACopy_andIsSuppressed() {
      rig.publish(message("a"));
      rig.publish(message("a"));
      HostedFunction second = rig.function((payload, context) -> rig.handled.add("second"));
      HostedFunction first =
          rig.function(
              (payload, context) -> {
                rig.handled.add("first");
                assertThat(rig.invoke(second, 1)).isNull();
              });

      assertThat(rig.invoke(first, 1)).isNull();
      rig.clock.advance(Duration.ofHours(1));
      assertThat(rig.invoke(second, 1)).isNull();
      assertThat(rig.handled).containsExactly("first");
      assertThat(rig.fates("a")).contains("IN_PROGRESS", "SUPPRESSED");
      assertThat(rig.in("orders")).isEmpty();
    }

    @Test
    void poison_isADeadLetterAtOnce() {
      HostedFunction function =
          rig.function(
              (payload, context) -> {
                throw new IllegalArgumentException("never");
              });
      rig.publish(message("a"));

      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.in("dead")).containsExactly("a");
    }

    @Test
    void deadLetterThatCannotBeSent_throws() {
      HostedFunction function = rig.function(failing(rig, 99));
      rig.broker.admin().delete(Address.parse("embedded:dead"));
      rig.publish(message("a"));
      for (int attempt = 1; attempt <= 2; attempt++) {
        rig.invoke(function, 1);
        rig.clock.advance(Rig.BACKOFF);
      }

      assertThat(rig.invoke(function, 1)).hasMessageContaining("SEND_FAILED");
      assertThat(rig.in("orders")).containsExactly("a");
    }

    @Test
    void retryThatCannotBeScheduled_throws() {
      HostedFunction function =
          rig.function(
              (payload, context) -> {
                rig.broker.admin().delete(Address.parse("embedded:orders"));
                throw new IOException("not now");
              });
      rig.publish(message("a"));
      List<Delivery> received = rig.received(1);

      assertThatThrownBy(
              () ->
                  function.handle(
                      List.of(
                          ReceivedMessage.of(
                              received.get(0).message().body().toByteArray(),
                              "a",
                              1,
                              1,
                              "2026-01-01T00:00:00Z",
                              received.get(0).nativeAttributes()))))
          .hasMessageContaining("1 messages come again: RETRY");
    }

    @Test
    void batchForAFunctionOfOne_isRefused() {
      HostedFunction function = rig.function((payload, context) -> rig.handled.add(payload));
      rig.publish(message("a"));
      rig.publish(message("b"));

      assertThat(rig.invoke(function, 2))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("Trigger.BATCH");
      assertThat(rig.handled).isEmpty();
    }
  }

  /** What would lose the order of a session, or its delay, does not start. */
  @ParameterizedTest
  @EnumSource(
      value = Trigger.class,
      names = {"ONE", "BATCH"})
  void sourceWithSessions_forAnotherTrigger_isRefusedAtStart(Trigger trigger) {
    try (Rig rig = new Rig(trigger, QueueSpec.ordered("orders"))) {
      assertThatThrownBy(() -> rig.function((payload, context) -> rig.handled.add(payload)))
          .isInstanceOfSatisfying(
              MessagingException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
          .hasMessageContaining("start function")
          .hasMessageContaining("Trigger.SESSION");
    }
  }

  @Test
  void sourceWithoutSessions_forTheTriggerOfSessions_isRefusedAtStart() {
    try (Rig rig = new Rig(Trigger.SESSION, QueueSpec.standard("orders"))) {
      assertThatThrownBy(() -> rig.function((payload, context) -> rig.handled.add(payload)))
          .hasMessageContaining("sessions=true");
    }
  }

  @Nested
  class InABatch {
    private final Rig rig = new Rig(Trigger.BATCH);

    @Test
    void failures_areTheirOwn_andTheBatchReturns() {
      HostedFunction function =
          rig.function(
              (payload, context) -> {
                rig.handled.add(payload);
                if (payload.equals("m1")) {
                  throw new IOException("not now");
                }
                if (payload.equals("m2")) {
                  throw new IllegalArgumentException("never");
                }
              });
      IntStream.range(0, 4).forEach(number -> rig.publish(message("m" + number)));

      assertThat(rig.invoke(function, 10)).isNull();
      assertThat(rig.in("dead")).containsExactly("m2");
      assertThat(rig.in("orders")).containsExactly("m1");
      assertThat(rig.handled).containsExactlyInAnyOrder("m0", "m1", "m2", "m3");
    }

    @Test
    void whatIsNotBegun_comesAsACopy_soThatTheOthersDoNot() {
      rig.variables.put("AzureFunctionsJobHost__functionTimeout", "00:00:11");
      rig.settings.concurrency(1);
      HostedFunction function =
          rig.function(
              (payload, context) -> {
                rig.handled.add(payload);
                rig.clock.advance(Duration.ofSeconds(4));
              });
      IntStream.range(0, 3).forEach(number -> rig.publish(message("m" + number)));

      assertThat(rig.invoke(function, 10)).isNull();
      int begun = rig.handled.size();
      assertThat(begun).isLessThan(3);
      while (rig.handled.size() < 3) {
        rig.clock.advance(Duration.ofMinutes(1));
        assertThat(rig.invoke(function, 10)).isNull();
      }
      assertThat(rig.handled).containsExactlyInAnyOrder("m0", "m1", "m2");
      assertThat(rig.in("orders")).isEmpty();
    }
  }

  @Nested
  class InASession {
    private final Rig rig = new Rig(Trigger.SESSION);

    private Message ofKey(String id) {
      return message(id).toBuilder().orderingKey("key").build();
    }

    @Test
    void retry_throws_soThatTheHeadStaysFirst() {
      HostedFunction function = rig.function(failing(rig, 2));
      rig.publish(ofKey("a"));
      rig.publish(ofKey("b"));

      assertThat(rig.invoke(function, 1)).hasMessageContaining("RETRY");
      assertThat(rig.invoke(function, 1)).hasMessageContaining("RETRY");
      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.handled).containsExactly("a", "a", "a", "b");
    }

    @Test
    void deadLetter_letsTheSessionGoOn() {
      HostedFunction function = rig.function(failing(rig, 3));
      rig.publish(ofKey("a"));
      rig.publish(ofKey("b"));

      rig.invoke(function, 1);
      rig.invoke(function, 1);
      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.invoke(function, 1)).isNull();
      assertThat(rig.in("dead")).containsExactly("a");
      assertThat(rig.handled).containsExactly("a", "a", "a", "b");
    }

    @Test
    void messageWithoutASession_isRefused() {
      HostedFunction function = rig.function((payload, context) -> rig.handled.add(payload));

      assertThatThrownBy(
              () ->
                  function.handle(
                      List.of(
                          ReceivedMessage.of(
                              new byte[0], "a", 1, 1, "2026-01-01T00:00:00Z", Map.of()))))
          .hasMessageContaining("SessionId");
    }
  }
}
