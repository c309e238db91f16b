package dev.ferry.functions.aws;

import dev.ferry.aws.SqsCalls;
import dev.ferry.functions.FunctionChannels;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.functions.FunctionStores;
import dev.ferry.functions.OutcomeLog;
import dev.ferry.functions.Randomness;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.json.Words;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Application;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a function is deployed with, read and opened once when its process starts, so that a mistake
 * fails the first invocation and deletes nothing. Safe for use by any number of threads.
 */
final class Deployed {
  private static final String LOG_LEVEL = "FERRY_LOG_LEVEL";
  private static final String FUNCTION = "AWS_LAMBDA_FUNCTION_NAME";

  private final LambdaSetup setup;
  private final FunctionEnvironment environment;
  private final FunctionPolicy policy;
  private final Address source;
  private final Timeline timeline;
  private final Randomness randomness = new Randomness();
  private final EmfMetrics metrics;
  private final Messaging messaging;
  private final FunctionChannels channels;

  /**
   * Reads the variables.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is missing or malformed, which it names
   */
  Deployed(LambdaSetup setup) {
    this.setup = setup;
    this.environment = setup.environment();
    this.timeline = setup.timeline();
    this.policy = environment.policy();
    this.source = environment.channel(policy.settings().source());
    this.metrics =
        new EmfMetrics(policy.settings().handler(), policy.settings().source(), timeline);
    this.messaging = setup.messaging(metrics);
    this.channels = new FunctionChannels(environment, messaging);
  }

  FunctionEnvironment environment() {
    return environment;
  }

  FunctionPolicy policy() {
    return policy;
  }

  HandlerSettings settings() {
    return policy.settings();
  }

  Address source() {
    return source;
  }

  Timeline timeline() {
    return timeline;
  }

  Randomness randomness() {
    return randomness;
  }

  EmfMetrics metrics() {
    return metrics;
  }

  FunctionChannels channels() {
    return channels;
  }

  LambdaSetup setup() {
    return setup;
  }

  /** What changes visibilities: asked for when the first message goes back, and not before. */
  Supplier<SqsCalls> calls() {
    Supplier<SqsCalls> given = setup.calls();
    if (given != null) {
      return given;
    }
    Publisher ownQueue = channels.publisher(settings().source());
    return () ->
        ownQueue
            .unwrap(SqsCalls.class)
            .orElseThrow(() -> MessagingException.unsupported(source + " is no queue of SQS"));
  }

  /**
   * The handler, as its policy wants it.
   *
   * @throws MessagingException INVALID_ARGUMENT when the application has no such handler
   */
  HandlerBinding<?> binding(Application application) {
    HandlerBinding<?> binding = environment.handler(application);
    return policy.stableIdsRequired() ? binding.requireStableIds() : binding;
  }

  /** How the handler's messages are read. */
  SubscriptionOptions reading(HandlerBinding<?> binding) {
    String attribute = policy.idAttribute();
    return attribute == null
        ? binding.subscription()
        : SubscriptionOptions.idFromAttribute(attribute);
  }

  /**
   * What the handler is run with.
   *
   * @throws MessagingException INVALID_ARGUMENT when a channel or the store cannot be opened
   */
  Services services() {
    Services.Builder services =
        Services.builder()
            .timeline(timeline)
            .executor(setup.executor())
            .random(randomness)
            .tokens(randomness::token)
            .host(environment.find(FUNCTION).orElse(""))
            .store(store())
            .deadLetters(channels.publisherOrNone(policy.deadLetters()))
            .parked(channels.publisherOrNone(policy.parked()))
            .listener(setup.listener().and(log()).and(metrics));
    for (String channel : settings().publishes()) {
      services.channel(channel, channels.publisher(channel));
    }
    return services.build();
  }

  private @Nullable IdempotencyStore store() {
    if (setup.store() != null || settings().guarantee() == Guarantee.AT_LEAST_ONCE) {
      return setup.store();
    }
    Address address =
        environment
            .store()
            .orElseThrow(
                () ->
                    MessagingException.invalid(
                        "start function: variable FERRY_STORE is missing, and handler '%s' is to have %s; set it to where records are kept, such as dynamodb:TABLE, or hand a store to the function"
                            .formatted(settings().handler(), Words.of(settings().guarantee()))));
    return new FunctionStores(List.of(new DynamoStores())).open(address, timeline);
  }

  private OutcomeLog log() {
    String word = environment.find(LOG_LEVEL).orElse("info");
    OutcomeLog.Level least =
        Words.parse(OutcomeLog.Level.class, word)
            .orElseThrow(
                () ->
                    MessagingException.invalid(
                        "start function: variable %s is none of %s"
                            .formatted(LOG_LEVEL, Words.all(OutcomeLog.Level.class))));
    return new OutcomeLog(least, timeline, setup.lines());
  }

  /** A line of log that is not of one message. */
  void warn(String text) {
    setup
        .lines()
        .accept(
            new JsonText()
                .open()
                .put("timestamp", timeline.now().toString())
                .put("level", OutcomeLog.Level.WARN.name())
                .put("handler", settings().handler())
                .put("message", text)
                .close()
                .toString());
  }

  /** Writes the metrics that were counted. */
  void flush() {
    metrics.flush(setup.lines());
  }
}
