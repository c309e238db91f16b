package dev.ferry.functions.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.deadletter.Envelope;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a push, as the subscription sees it. */
class PubSubFunctionTest {
  private final Rig rig = new Rig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void handled_isAcknowledged() throws IOException, InterruptedException {
    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(204);

    assertThat(rig.handled).containsExactly("one");
  }

  @Test
  void duplicate_isAcknowledged_andNotHandledAgain() throws IOException, InterruptedException {
    rig.push(Pushes.of("o1", "one"));

    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(204);

    assertThat(rig.handled).containsExactly("one");
    assertThat(rig.fates()).endsWith("SUPPRESSED");
  }

  @Test
  void failure_comesAgain_untilItsAttemptsAreSpent_andIsADeadLetterThen()
      throws IOException, InterruptedException {
    rig.handler =
        (order, context) -> {
          rig.handled.add(order);
          throw new IOException("not now");
        };

    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(429);
    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(429);
    assertThat(rig.in("dead")).isEmpty();
    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(204);

    assertThat(rig.handled).hasSize(3);
    Message letter = rig.in("dead").get(0);
    assertThat(letter.id()).isEqualTo("o1");
    assertThat(Envelope.read(letter).orElseThrow().summary().reason())
        .isEqualTo("ATTEMPTS_EXHAUSTED");
  }

  @Test
  void failureThatThePolicyNames_isADeadLetterAtOnce() throws IOException, InterruptedException {
    rig.handler =
        (order, context) -> {
          throw new IllegalArgumentException("never");
        };

    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(204);

    assertThat(Envelope.read(rig.in("dead").get(0)).orElseThrow().summary().reason())
        .isEqualTo("REJECTED");
  }

  @Test
  void malformedMetadata_isPoison_andADeadLetter() throws IOException, InterruptedException {
    String push = Pushes.of("b1", "one", Map.of("ferry", "%%%"), 1);

    assertThat(rig.push(push)).isEqualTo(204);

    assertThat(rig.handled).isEmpty();
    assertThat(rig.in("dead")).hasSize(1);
    assertThat(rig.fates()).contains("DEAD_LETTERED");
  }

  @Test
  void deadLetterThatCannotBeSent_isNotAcknowledged() throws IOException, InterruptedException {
    rig.handler =
        (order, context) -> {
          throw new IllegalArgumentException("never");
        };
    rig.address();
    rig.messaging.admin("embedded").delete(Address.parse("embedded:dead"));

    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(503);

    assertThat(rig.fates()).contains("SEND_FAILED");
  }

  @Test
  void storeThatCannotBeReached_isNotAcknowledged_andNothingRuns()
      throws IOException, InterruptedException {
    rig.store = failing(rig.store);

    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(503);

    assertThat(rig.handled).isEmpty();
    assertThat(rig.fates()).contains("STORE_UNREACHABLE");
  }

  private static IdempotencyStore failing(IdempotencyStore store) {
    return (IdempotencyStore)
        Proxy.newProxyInstance(
            IdempotencyStore.class.getClassLoader(),
            new Class<?>[] {IdempotencyStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("claim")) {
                throw new MessagingException(ErrorCode.UNAVAILABLE, true, "claim: unreachable");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  @Test
  void messageThatAnotherProcessRuns_comesAgain_andIsNoAttempt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Rig other = new Rig()) {
      other.store = rig.store;
      other.handler =
          (order, context) -> {
            running.countDown();
            goOn.await();
          };
      FutureTask<Integer> first = new FutureTask<>(() -> other.push(Pushes.of("o1", "one")));
      new Thread(first, "other process").start();
      running.await();

      assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(429);

      goOn.countDown();
      assertThat(first.get()).isEqualTo(204);
    }
    assertThat(rig.handled).isEmpty();
    assertThat(rig.fates()).containsExactly("IN_PROGRESS");
  }

  @Test
  void handlerThatWouldNotStop_endsTheProcess_andIsNotAcknowledged() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    rig.whenItExits = goOn::countDown;
    rig.settings.budget(Duration.ofMillis(200)).grace(Duration.ofMillis(100));
    rig.handler =
        (order, context) -> {
          while (goOn.getCount() > 0) {
            Thread.onSpinWait();
          }
          throw new InternalError("its process has ended");
        };

    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(500);

    assertThat(rig.exits).containsExactly("exit");
  }

  @Test
  void bodyThatIsNoPush_isRefused_andNeverAcknowledged() throws IOException, InterruptedException {
    for (String body :
        new String[] {
          "",
          "{",
          "[]",
          "{}",
          "\"message\"",
          "{\"message\":7}",
          "{\"message\":{}}",
          "{\"message\":{\"messageId\":\"1\",\"publishTime\":\"yesterday\"}}",
          "{\"message\":{\"messageId\":\"1\",\"publishTime\":\"2026-01-01T00:00:00Z\","
              + "\"data\":\"%%%%\"}}",
          "{\"message\":{\"messageId\":\"1\",\"publishTime\":\"2026-01-01T00:00:00Z\","
              + "\"attributes\":{\"a\":1}}}",
          Pushes.of("o1", "one") + "{}",
        }) {
      assertThat(rig.push(body)).as(body).isEqualTo(400);
    }
    assertThat(rig.handled).isEmpty();
    assertThat(rig.events).isEmpty();
    assertThat(rig.lines).anyMatch(line -> line.contains("read Pub/Sub push: "));
  }

  @Test
  void pushThatIsTooLarge_isRefused() throws IOException, InterruptedException {
    assertThat(rig.push(Pushes.of("o1", "x".repeat(13 << 20)))).isEqualTo(400);

    assertThat(rig.handled).isEmpty();
  }

  @Test
  void tenMegabytes_areHandled() throws IOException, InterruptedException {
    assertThat(rig.push(Pushes.of("o1", "x".repeat(9_900_000)))).isEqualTo(204);

    assertThat(rig.handled).singleElement().matches(order -> order.length() == 9_900_000);
  }

  @Test
  void withoutRecords_theSubscriptionCounts_andAPushThatIsNotCountedIsRefused()
      throws IOException, InterruptedException {
    rig.settings.guarantee(Guarantee.AT_LEAST_ONCE);
    rig.handler =
        (order, context) -> {
          throw new IOException("not now");
        };

    assertThat(rig.push(Pushes.of("b1", "one", Map.of("id", "o1"), 1))).isEqualTo(429);
    assertThat(rig.push(Pushes.of("b1", "one", Map.of("id", "o1"), 3))).isEqualTo(204);
    assertThat(rig.in("dead")).hasSize(1);

    assertThat(rig.push(Pushes.of("b2", "two", Map.of("id", "o2"), 0))).isEqualTo(500);
    assertThat(rig.lines).anyMatch(line -> line.contains("give the subscription a dead-letter"));
  }

  @Test
  void otherMethods_areNotAllowed() throws IOException, InterruptedException {
    assertThat(rig.send(HttpRequest.newBuilder(rig.address()).GET().build()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void lines_areCloudLoggings_withTheTraceOfTheRequest() throws IOException, InterruptedException {
    rig.push(Pushes.of("o1", "one"));

    assertThat(rig.lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("{\"severity\":\"INFO\",\"time\":\"")
                    .contains("\"message\":\"HANDLED o1\"")
                    .contains(
                        "\"logging.googleapis.com/trace\":"
                            + "\"projects/p/traces/0af7651916cd43dd8448eb211c80319c\"")
                    .contains("\"outcome\":\"HANDLED\""))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"labels\":{\"ferry.handler\":\"take\",\"ferry.source\":\"orders\"")
                    .contains("\"ferry.process.messages\":1.0"));
  }
}
