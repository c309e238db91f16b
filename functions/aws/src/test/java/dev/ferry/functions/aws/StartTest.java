package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.functions.OutcomeLog;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Application;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.retry.Backoff;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What functions say of what they cannot start with, and of events that are not theirs. */
class StartTest {
  private static final Application GREET =
      wiring -> wiring.handler("greet", Codec.utf8(), () -> (greeting, context) -> {});

  private final HandlerSettings.Builder settings = HandlerSettings.builder("greet", "greetings");
  private final Map<String, String> variables = new TreeMap<>();
  private boolean stored = true;

  StartTest() {
    variables.put("FERRY_HANDLER", "greet");
    variables.put("FERRY_CHANNEL_GREETINGS", "sqs:greetings");
    variables.put("FERRY_CHANNEL_DEAD", "sqs:greetings-dead");
  }

  private LambdaSetup setup() {
    variables.putIfAbsent(
        "FERRY_POLICY", new FunctionPolicy(settings.build(), "dead", null, null, false).toJson());
    LambdaSetup setup = LambdaSetup.ofProcess().withEnvironment(new FunctionEnvironment(variables));
    return stored
        ? setup.withStore(
            new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), InstantSource.system()))
        : setup;
  }

  private SqsFunction function() {
    return new SqsFunction(GREET, setup()) {};
  }

  private SnsFunction topicFunction() {
    return new SnsFunction(GREET, setup()) {};
  }

  @Test
  void everythingThere_itStarts_andOpensNothingThatNoMessageNeeds() {
    assertThat(function()).isNotNull();
  }

  @Test
  void missingVariable_isNamed() {
    for (String variable :
        List.of("FERRY_HANDLER", "FERRY_CHANNEL_GREETINGS", "FERRY_CHANNEL_DEAD")) {
      String value = variables.remove(variable);

      assertThatThrownBy(this::function)
          .isInstanceOf(MessagingException.class)
          .hasMessageStartingWith(
              "INVALID_ARGUMENT: start function: variable " + variable + " is missing; set it to");
      variables.put(variable, value);
    }
  }

  @Test
  void missingStore_isNamed_whereTheGuaranteeNeedsOne() {
    stored = false;

    assertThatThrownBy(this::function)
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_STORE is missing, and handler 'greet'"
                + " is to have exactly-once-effects; set it to where records are kept, such as"
                + " dynamodb:TABLE, or hand a store to the function");
  }

  @Test
  void missingStore_isNoMistake_whereNothingIsRecorded() {
    stored = false;
    settings.guarantee(Guarantee.AT_LEAST_ONCE);

    assertThat(function()).isNotNull();
  }

  @Test
  void storeThatNothingOpens_isRefused() {
    stored = false;
    variables.put("FERRY_STORE", "redis:records");

    assertThatThrownBy(this::function)
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_STORE names 'redis:records', and"
                + " nothing here opens 'redis'; known are [dynamodb]; add the store's artefact");
  }

  @Test
  void handlerThatTheApplicationDoesNotHave_isRefused() {
    variables.put("FERRY_HANDLER", "leave");
    variables.put(
        "FERRY_POLICY",
        new FunctionPolicy(HandlerSettings.of("leave", "greetings"), "dead", null, null, false)
            .toJson());

    assertThatThrownBy(this::function)
        .hasMessage("INVALID_ARGUMENT: find handler 'leave': the application binds [greet]");
  }

  @Test
  void channelOfABrokerThatIsNotHere_isRefused() {
    variables.put("FERRY_CHANNEL_DEAD", "pubsub:project/dead");

    assertThatThrownBy(this::function)
        .hasMessageContaining("find provider 'pubsub': not on the class path");
  }

  @Test
  void logLevelThatIsNone_isRefused() {
    variables.put("FERRY_LOG_LEVEL", "loud");

    assertThatThrownBy(this::function)
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_LOG_LEVEL is none of "
                + List.of("debug", "info", "warn", "error"));
    assertThat(OutcomeLog.Level.values()).hasSize(4);
  }

  @Test
  void policyWithoutDeadLetters_isRefused() {
    variables.put(
        "FERRY_POLICY", new FunctionPolicy(settings.build(), null, null, null, false).toJson());

    assertThatThrownBy(this::function)
        .hasMessageContaining("start handler 'greet': deadLetter: there is no dead-letter queue");
    assertThatThrownBy(() -> new RedriveFunction(setup()) {})
        .hasMessage(
            "INVALID_ARGUMENT: start function: FERRY_POLICY of handler 'greet' has no"
                + " 'deadLetters'; name the channel that they go to");
  }

  @Test
  void backoffThatSqsCannotWait_isRefused() {
    settings.retry(settings.build().retry().withBackoff(Backoff.fixed(Duration.ofHours(13))));

    assertThatThrownBy(this::function).hasMessageContaining("retry.maxDelay: PT13H");
  }

  @Test
  void topicWithoutADestinationForWhatLambdaGivesUp_isRefused() {
    settings.maxAge(Duration.ofHours(5));

    assertThatThrownBy(this::topicFunction)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessage(
            "FAILED_PRECONDITION: start handler 'greet' on a topic: variable FERRY_ON_FAILURE is"
                + " missing: Lambda drops what it gives up; configure an on-failure destination for"
                + " asynchronous invocations, and set the variable to its ARN");
  }

  @Test
  void topicWithoutRecords_orWithoutAnAge_isRefused() {
    variables.put("FERRY_ON_FAILURE", "arn:aws:sqs:us-east-1:000000000000:given-up");
    assertThatThrownBy(this::topicFunction).hasMessageContaining("maxAge has to be less than PT6H");

    variables.remove("FERRY_POLICY");
    settings.maxAge(Duration.ofHours(5)).guarantee(Guarantee.AT_LEAST_ONCE);
    assertThatThrownBy(this::topicFunction)
        .hasMessageContaining("guarantee is at-least-once, but without records");
  }

  @Test
  void topicWithAllOfThem_starts() {
    variables.put("FERRY_ON_FAILURE", "arn:aws:sqs:us-east-1:000000000000:given-up");
    settings.maxAge(Duration.ofHours(5));

    assertThat(topicFunction()).isNotNull();
  }

  @Test
  void eventOfAnotherQueue_isRefused_andNothingRuns() {
    assertThatThrownBy(
            () -> Rig.invoke(function(), Events.bytes("standard.json"), Duration.ofMinutes(1)))
        .hasMessage(
            "INVALID_ARGUMENT: read SQS event: it is of queue 'my-queue', and the handler's source"
                + " is 'sqs:greetings'; correct the function's trigger, or the variable of its"
                + " source");
  }

  @Test
  void malformedEvent_failsTheInvocation_andAnswersNothing() {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();

    assertThatThrownBy(
            () ->
                function()
                    .handleRequest(
                        new ByteArrayInputStream("{".getBytes(StandardCharsets.UTF_8)),
                        answer,
                        new TestContext(Duration.ofMinutes(1))))
        .isInstanceOf(MessagingException.class);
    assertThat(answer.size()).isZero();
  }
}
