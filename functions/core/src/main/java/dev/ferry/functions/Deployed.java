package dev.ferry.functions;

import dev.ferry.functions.json.Words;
import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.functions.spi.FunctionPlatform;
import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Application;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function is deployed with, read and opened once when its process starts, so that a mistake
 * fails the first invocation and deletes nothing. Safe for use by any number of threads.
 */
public final class Deployed {
  private static final String LOG_LEVEL = "FERRY_LOG_LEVEL";

  private final FunctionSetup<?> setup;
  private final FunctionPlatform platform;
  private final FunctionEnvironment environment;
  private final FunctionPolicy policy;
  private final Address source;
  private final Timeline timeline;
  private final Randomness randomness = new Randomness();
  private final FunctionMetrics metrics;
  private final Messaging messaging;
  private final FunctionChannels channels;

  /**
   * Reads the variables.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is missing or malformed, which it names
   */
  public Deployed(FunctionSetup<?> setup) {
    this.setup = setup;
    this.platform = setup.platform();
    this.environment = setup.environment();
    this.timeline = setup.timeline();
    this.policy = environment.policy();
    this.source = environment.channel(policy.settings().source());
    this.metrics =
        new FunctionMetrics(
            policy.settings().handler(), policy.settings().source(), timeline, platform.lines());
    this.messaging = setup.messaging(metrics);
    this.channels = new FunctionChannels(environment, messaging);
  }

  /** The variables. */
  public FunctionEnvironment environment() {
    return environment;
  }

  /** The policy of the handler. */
  public FunctionPolicy policy() {
    return policy;
  }

  /** The numbers of the handler. */
  public HandlerSettings settings() {
    return policy.settings();
  }

  /** Where the handler's messages come from. */
  public Address source() {
    return source;
  }

  /** The time to go by. */
  public Timeline timeline() {
    return timeline;
  }

  /** What tokens and jitter are drawn from. */
  public Randomness randomness() {
    return randomness;
  }

  /** What counts. */
  public FunctionMetrics metrics() {
    return metrics;
  }

  /** The channels; for the start of a function. */
  public FunctionChannels channels() {
    return channels;
  }

  /**
   * What ends a process whose handler would not stop, where it serves one invocation at a time: an
   * answer would freeze the handler, and the next invocation would let it go on. The whole batch
   * comes again, the finished ones as completed records. Null where it serves many at once: the
   * handler is left behind, its record's lease not renewed, and its message comes again.
   */
  @Nullable Runnable endProcess() {
    if (platform.servesMany(environment)) {
      return null;
    }
    return () -> {
      flush();
      setup.exit().run();
    };
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
            .host(platform.functionName(environment))
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
    StoreFactory own = platform.store();
    Address address =
        environment
            .store()
            .orElseThrow(
                () ->
                    MessagingException.invalid(
                        "start function: variable FERRY_STORE is missing, and handler '%s' is to have %s; set it to where records are kept, such as %s, or hand a store to the function"
                            .formatted(
                                settings().handler(),
                                Words.of(settings().guarantee()),
                                own.example())));
    return new FunctionStores(List.of(own)).open(address, timeline);
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
    return new OutcomeLog(least, timeline, platform.lines(), setup.lines());
  }

  /** A line of log that is not of one message. */
  public void warn(String text) {
    setup
        .lines()
        .accept(
            platform
                .lines()
                .text(OutcomeLog.Level.WARN, timeline.now(), text)
                .put("handler", settings().handler())
                .close()
                .toString());
  }

  /** Writes the metrics that were counted. */
  public void flush() {
    metrics.flush(setup.lines());
  }
}
