package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.ProcessingEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A topic straight to Lambda: an invocation succeeds, or Lambda repeats it. */
class SnsFunctionTest {
  private final List<Message> handled = new ArrayList<>();
  private final List<ProcessingEvent> events = new ArrayList<>();
  private final IdempotencyStore store =
      new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), InstantSource.system());

  private SnsFunction function(MessageHandler<String> handler) {
    HandlerSettings settings =
        HandlerSettings.builder("greet", "greetings").maxAge(Duration.ofMinutes(350)).build();
    Map<String, String> variables =
        Map.of(
            "FERRY_HANDLER",
            "greet",
            "FERRY_POLICY",
            new FunctionPolicy(settings, "dead", null, null, false).toJson(),
            "FERRY_CHANNEL_GREETINGS",
            "sns:greetings",
            "FERRY_CHANNEL_DEAD",
            "sqs:greetings-dead",
            "FERRY_ON_FAILURE",
            "arn:aws:sqs:us-east-1:000000000000:given-up");
    return new SnsFunction(
        wiring -> wiring.handler("greet", Codec.utf8(), () -> handler),
        LambdaSetup.ofProcess()
            .withEnvironment(new FunctionEnvironment(variables))
            .withStore(store)
            // A message comes again at once here: its last run is over to the last step.
            .withExecutor(Runnable::run)
            .withListener(events::add)
            .withLog(line -> {})) {};
  }

  private static void invoke(SnsFunction function) throws IOException {
    String now = Instant.now().toString();
    String event =
        new String(Events.bytes("sns.json"), StandardCharsets.UTF_8)
            .replace("2019-01-02T12:45:07.000Z", now);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(Duration.ofMinutes(1)));
    assertThat(answer.size()).isZero();
  }

  @Test
  void event_isReadWithItsIdAndAttributes() {
    SnsEvent event = new SnsEventReader().read(Events.open("sns.json"), Instant.EPOCH);

    assertThat(event.topicArn()).isEqualTo("arn:aws:sns:us-east-1:123456789012:sns-lambda");
    InboundMessage message = event.messages().get(0);
    assertThat(message.senderId()).isEqualTo("95df01b4-ee98-5cb9-9903-4c221d41eb5e");
    assertThat(message.body().utf8()).isEqualTo("Hello from SNS!");
    assertThat(message.attributes())
        .isEqualTo(Map.of("Test", "TestString", "TestBinary", "TestBinary"));
    assertThat(message.storedAt()).isEqualTo("2019-01-02T12:45:07Z");
  }

  @Test
  void success_returns_andIsNotRepeatedBySameId() throws IOException {
    SnsFunction function = function((greeting, context) -> handled.add(context.message()));

    invoke(function);
    invoke(function);

    assertThat(handled)
        .extracting(Message::id)
        .containsExactly("95df01b4-ee98-5cb9-9903-4c221d41eb5e");
    assertThat(events)
        .extracting(ProcessingEvent::kind)
        .containsExactly(
            ProcessingEvent.Kind.STARTED,
            ProcessingEvent.Kind.HANDLED,
            ProcessingEvent.Kind.SUPPRESSED);
  }

  @Test
  void failure_failsTheInvocation_soThatLambdaRepeatsIt() throws IOException {
    SnsFunction function =
        function(
            (greeting, context) -> {
              handled.add(context.message());
              if (context.attempt() == 1) {
                throw new IllegalStateException("not now");
              }
            });

    assertThatThrownBy(() -> invoke(function))
        .isInstanceOf(MessagingException.class)
        .hasMessage(
            "UNAVAILABLE: handle message '95df01b4-ee98-5cb9-9903-4c221d41eb5e': it is to come"
                + " again; its line in the log says why");
    invoke(function);

    assertThat(handled).hasSize(2);
  }

  @Test
  void eventOfAQueue_isRefused() {
    assertThatThrownBy(() -> new SnsEventReader().read(Events.open("standard.json"), Instant.EPOCH))
        .hasMessageContaining("the function's trigger has to be an SNS topic");
  }
}
