package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.functions.json.JsonObject;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.simulation.VirtualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions that look after dead letters, over the embedded broker and a clock of the test. */
class OperationsTest {
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final VirtualClock clock = VirtualClock.create();
  private final Timeline timeline = Timeline.of(clock, clock.scheduler());
  private final EmbeddedProvider provider = EmbeddedProvider.of(EmbeddedBroker.builder().build());
  private final Messaging messaging =
      Messaging.builder().provider(provider).timeline(timeline).build();
  private final List<String> lines = new ArrayList<>();
  private RedrivePolicy policy = new RedrivePolicy(2, true, 1000);

  @BeforeEach
  void makeQueues() {
    for (String queue : List.of("orders", "orders-dead", "orders-parked")) {
      messaging.admin("embedded").createQueue(QueueSpec.standard(queue));
    }
  }

  private LambdaSetup setup() {
    HandlerSettings settings = HandlerSettings.builder("take", "orders").redrive(policy).build();
    Map<String, String> variables =
        Map.of(
            "FERRY_HANDLER",
            "take",
            "FERRY_POLICY",
            new FunctionPolicy(settings, "orders-dead", "orders-parked", null, false).toJson(),
            "FERRY_CHANNEL_ORDERS",
            "embedded:orders",
            "FERRY_CHANNEL_ORDERS_DEAD",
            "embedded:orders-dead",
            "FERRY_CHANNEL_ORDERS_PARKED",
            "embedded:orders-parked");
    return LambdaSetup.ofProcess()
        .withEnvironment(new FunctionEnvironment(variables))
        .withMessaging(
            listener ->
                Messaging.builder()
                    .provider(provider)
                    .timeline(timeline)
                    .listener(listener)
                    .build())
        .withTimeline(timeline)
        .withLog(lines::add);
  }

  private DeadLetterFunction scheduled() {
    return new DeadLetterFunction(setup()) {};
  }

  private RedriveFunction onDemand() {
    return new RedriveFunction(setup()) {};
  }

  private JsonObject invoke(RequestStreamHandler function, String request) {
    return invoke(function, request, TIMEOUT);
  }

  private JsonObject invoke(RequestStreamHandler function, String request, Duration left) {
    byte[] event = request.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    passingTime(
        () -> {
          function.handleRequest(new ByteArrayInputStream(event), answer, new TestContext(left));
          return answer;
        });
    return JsonObject.parse("answer", answer.toString(StandardCharsets.UTF_8));
  }

  /** Does what waits for a queue to stay empty, while time passes as far as that. */
  private <V> V passingTime(Callable<V> work) {
    FutureTask<V> task = new FutureTask<>(work);
    Thread lambda = new Thread(task, "lambda");
    lambda.start();
    long began = System.nanoTime();
    while (!task.isDone() && System.nanoTime() - began < PATIENCE.toNanos()) {
      Instant soon = clock.instant().plusSeconds(3);
      clock
          .nextTimer()
          .filter(timer -> timer.isBefore(soon))
          .ifPresent(timer -> clock.advance(Duration.between(clock.instant(), timer)));
      Thread.onSpinWait();
    }
    try {
      return task.get(1, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new AssertionError(failed);
    } catch (InterruptedException | TimeoutException stuck) {
      lambda.interrupt();
      throw new AssertionError(stuck);
    }
  }

  /** A letter as the handler's function sends it, in the round that a redrive of it begins. */
  private void deadLetter(String id, int round, Reason reason, String exception) {
    ShortEnvelope summary =
        new ShortEnvelope(reason.name(), exception, 3, clock.instant(), clock.instant());
    Message letter =
        Message.builder(Body.of(id))
            .id(id)
            .history(new History(round, 3, clock.instant(), "embedded:orders"))
            .build()
            .withNotes(Envelope.of(summary, "take", "embedded:orders", "host", null).notes());
    try (Publisher dead = messaging.publisher("embedded:orders-dead")) {
      dead.forward(letter);
    }
  }

  /** A message that SQS itself dead-lettered: nobody wrote an envelope. */
  private void nativeLetter(String id) {
    try (Publisher dead = messaging.publisher("embedded:orders-dead")) {
      dead.publish(Message.builder(Body.of(id)).id(id).build());
    }
  }

  private List<Message> in(String queue) {
    try (Subscription subscription = messaging.subscription("embedded:" + queue)) {
      List<Delivery> deliveries = subscription.receive(10, Duration.ZERO);
      deliveries.forEach(delivery -> delivery.nack(Duration.ZERO));
      return deliveries.stream().map(Delivery::message).toList();
    }
  }

  private List<String> idsIn(String queue) {
    return in(queue).stream().map(Message::id).sorted().toList();
  }

  @Test
  void scheduled_sendsBackWhatIsDue_andLeavesWhatIsNot() {
    deadLetter("old", 1, Reason.ATTEMPTS_EXHAUSTED, "");
    clock.advance(LONGEST_BACKOFF.plusSeconds(1));
    deadLetter("young", 1, Reason.ATTEMPTS_EXHAUSTED, "");

    JsonObject answer = invoke(scheduled(), "{\"source\":\"aws.scheduler\"}");

    assertThat(answer.integer("redriven")).isEqualTo(1);
    assertThat(answer.integer("skipped")).isEqualTo(1);
    assertThat(answer.text("stopped")).isEqualTo("NOTHING_LEFT");
    assertThat(answer.object("found").integer("ATTEMPTS_EXHAUSTED")).isEqualTo(2);
    assertThat(idsIn("orders")).containsExactly("old");
    assertThat(idsIn("orders-dead")).containsExactly("young");
  }

  @Test
  void scheduled_waitsTwiceAsLong_withEachRound() {
    deadLetter("second", 2, Reason.ATTEMPTS_EXHAUSTED, "");
    clock.advance(LONGEST_BACKOFF.plusSeconds(1));

    assertThat(invoke(scheduled(), "").integer("skipped")).isEqualTo(1);
    clock.advance(LONGEST_BACKOFF);
    assertThat(invoke(scheduled(), "").integer("redriven")).isEqualTo(1);
  }

  @Test
  void scheduled_parksWhatHasNoRoundLeft_withItsStory() {
    deadLetter("spent", 3, Reason.ATTEMPTS_EXHAUSTED, "java.net.ConnectException");

    assertThat(invoke(scheduled(), "").integer("parked")).isEqualTo(1);

    assertThat(idsIn("orders-dead")).isEmpty();
    Envelope story = Envelope.read(in("orders-parked").get(0)).orElseThrow();
    assertThat(story.summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
    assertThat(story.summary().exception()).isEqualTo("java.net.ConnectException");
  }

  @Test
  void scheduled_nativeLetter_isCountedAsNative_andParkedWithAnEnvelope() {
    policy = new RedrivePolicy(0, false, 10);
    nativeLetter("killed");

    JsonObject answer = invoke(scheduled(), "");

    assertThat(answer.object("found").integer("NATIVE")).isEqualTo(1);
    Envelope story = Envelope.read(in("orders-parked").get(0)).orElseThrow();
    assertThat(story.summary().reason()).isEqualTo("NATIVE");
    assertThat(story.chain()).isEmpty();
  }

  @Test
  void scheduled_nativeLetterThatStays_getsItsEnvelopeWhereItLies_andIsCountedOnce() {
    policy = new RedrivePolicy(3, false, 10);
    nativeLetter("killed");

    JsonObject answer = invoke(scheduled(), "");

    assertThat(answer.integer("told")).isEqualTo(1);
    assertThat(answer.object("found").integer("NATIVE")).isEqualTo(1);
    assertThat(idsIn("orders-dead")).containsExactly("killed");
    Envelope story = Envelope.read(in("orders-dead").get(0)).orElseThrow();
    assertThat(story.summary().reason()).isEqualTo("NATIVE");
    assertThat(invoke(scheduled(), "").integer("told")).isZero();
  }

  @Test
  void scheduled_sendsNothingBack_whereAnOperatorDoes() {
    policy = new RedrivePolicy(2, false, 10);
    deadLetter("old", 1, Reason.ATTEMPTS_EXHAUSTED, "");
    clock.advance(Duration.ofDays(1));

    assertThat(invoke(scheduled(), "").integer("skipped")).isEqualTo(1);

    assertThat(idsIn("orders-dead")).containsExactly("old");
  }

  @Test
  void scheduled_endsBeforeItsTimeIsOver_andMovesNothingThen() {
    deadLetter("old", 1, Reason.ATTEMPTS_EXHAUSTED, "");
    clock.advance(Duration.ofDays(1));

    assertThat(invoke(scheduled(), "", Duration.ofSeconds(3)).text("stopped"))
        .isEqualTo("CANCELLED");

    assertThat(idsIn("orders-dead")).containsExactly("old");
  }

  @Test
  void scheduled_writesMetrics_byReasonAndFate() {
    nativeLetter("killed");
    deadLetter("spent", 3, Reason.ATTEMPTS_EXHAUSTED, "");

    invoke(scheduled(), "");

    assertThat(lines)
        .anyMatch(
            line ->
                line.contains("\"ferry.reason\":\"NATIVE\"")
                    && line.contains("\"ferry.deadletter.found\":1.0"))
        .anyMatch(
            line ->
                line.contains("\"ferry.fate\":\"PARKED\"")
                    && line.contains("\"ferry.redrive.messages\":1.0"))
        .anyMatch(line -> line.contains("\"Name\":\"ferry.deadletter.age\",\"Unit\":\"Seconds\""));
  }

  @Test
  void onDemand_choosesByReasonAgeExceptionAndId() {
    deadLetter("wanted", 1, Reason.ATTEMPTS_EXHAUSTED, "java.net.ConnectException");
    deadLetter("other-reason", 1, Reason.REJECTED, "java.net.ConnectException");
    deadLetter("other-exception", 1, Reason.ATTEMPTS_EXHAUSTED, "java.io.IOException");
    clock.advance(Duration.ofMinutes(11));
    deadLetter("too-young", 1, Reason.ATTEMPTS_EXHAUSTED, "java.net.ConnectException");
    String request =
        "{\"reasons\":[\"ATTEMPTS_EXHAUSTED\"],\"olderThan\":\"PT10M\","
            + "\"exception\":\"java.net.ConnectException\"}";

    assertThat(invoke(onDemand(), request).integer("redriven")).isEqualTo(1);
    assertThat(idsIn("orders")).containsExactly("wanted");

    assertThat(invoke(onDemand(), "{\"id\":\"too-young\"}").integer("redriven")).isEqualTo(1);
    assertThat(idsIn("orders")).containsExactly("too-young", "wanted");
  }

  @Test
  void onDemand_dryRun_movesNothing() {
    deadLetter("old", 1, Reason.REJECTED, "");

    assertThat(invoke(onDemand(), "{\"dryRun\":true}").integer("redriven")).isEqualTo(1);

    assertThat(idsIn("orders-dead")).containsExactly("old");
  }

  @Test
  void onDemand_keepsToItsNumber() {
    for (int i = 0; i < 6; i++) {
      deadLetter("o" + i, 1, Reason.REJECTED, "");
    }
    assertThat(invoke(onDemand(), "{\"maxMessages\":2}").text("stopped")).isEqualTo("MAX_MESSAGES");
    assertThat(idsIn("orders")).hasSize(2);
  }

  @Test
  void onDemand_parked_goesBackWhenItIsForced() {
    deadLetter("spent", 3, Reason.ATTEMPTS_EXHAUSTED, "");
    invoke(scheduled(), "");

    JsonObject answer =
        invoke(onDemand(), "{\"queue\":\"orders-parked\",\"forced\":true,\"id\":\"spent\"}");

    assertThat(answer.text("queue")).isEqualTo("orders-parked");
    assertThat(answer.integer("redriven")).isEqualTo(1);
    assertThat(idsIn("orders")).containsExactly("spent");
  }

  @Test
  void onDemand_parks_whereThatIsAsked() {
    deadLetter("old", 1, Reason.REJECTED, "");

    assertThat(invoke(onDemand(), "{\"park\":true}").integer("parked")).isEqualTo(1);

    assertThat(idsIn("orders-parked")).containsExactly("old");
  }

  @Test
  void onDemand_malformedRequest_isRefused_andMovesNothing() {
    deadLetter("old", 1, Reason.REJECTED, "");

    for (Map.Entry<String, String> bad :
        Map.of(
                "", "it is no JSON object; write {...}",
                "{\"quueue\":\"x\"}", "'quueue' is not known here; known are [dryRun,",
                "{\"queue\":\"orders\"}", "'queue' is not where handler 'take' has dead letters",
                "{\"reasons\":[\"BAD\"]}", "'reasons' has one that is none of [ATTEMPTS_EXHAUSTED,",
                "{\"olderThan\":600}", "'olderThan' is not a time in ISO 8601",
                "{\"messagesPerSecond\":-1}", "must not be negative")
            .entrySet()) {
      assertThatThrownBy(() -> invoke(onDemand(), bad.getKey()))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining(bad.getValue());
    }
    assertThat(idsIn("orders-dead")).containsExactly("old");
  }
}
