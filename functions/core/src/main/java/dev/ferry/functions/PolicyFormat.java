package dev.ferry.functions;

import dev.ferry.functions.json.JsonObject;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.json.Words;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.Jitter;
import dev.ferry.processing.retry.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The JSON of a policy, version 1. Every number is written, also where it is the default: a default
 * that changes must not change what is deployed. A key that is not known is refused; whoever adds
 * one counts the version up.
 */
final class PolicyFormat {
  private static final String VERSION = "version";
  private static final String HANDLER = "handler";
  private static final String SOURCE = "source";
  private static final String GUARANTEE = "guarantee";
  private static final String BUDGET = "budget";
  private static final String GRACE = "grace";
  private static final String LEASE = "lease";
  private static final String RETENTION = "retention";
  private static final String MAX_AGE = "maxAge";
  private static final String CONCURRENCY = "concurrency";
  private static final String PUBLISHES = "publishes";
  private static final String DEAD_LETTERS = "deadLetters";
  private static final String PARKED = "parked";
  private static final String ID_ATTRIBUTE = "idAttribute";
  private static final String STABLE_IDS = "stableIds";
  private static final String RETRY = "retry";
  private static final String ATTEMPTS = "attempts";
  private static final String INITIAL = "initial";
  private static final String MULTIPLIER = "multiplier";
  private static final String MAX = "max";
  private static final String JITTER = "jitter";
  private static final String QUICK = "quick";
  private static final String QUICK_DELAY = "quickDelay";
  private static final String REDRIVE = "redrive";
  private static final String ROUNDS = "rounds";
  private static final String AUTOMATIC = "automatic";
  private static final String PER_SECOND = "perSecond";

  private static final Set<String> KEYS =
      Set.of(
          VERSION,
          HANDLER,
          SOURCE,
          GUARANTEE,
          BUDGET,
          GRACE,
          LEASE,
          RETENTION,
          MAX_AGE,
          CONCURRENCY,
          PUBLISHES,
          DEAD_LETTERS,
          PARKED,
          ID_ATTRIBUTE,
          STABLE_IDS,
          RETRY,
          REDRIVE);

  private PolicyFormat() {}

  static String write(FunctionPolicy policy) {
    HandlerSettings settings = policy.settings();
    JsonText out =
        new JsonText()
            .open()
            .put(VERSION, FunctionPolicy.VERSION)
            .put(HANDLER, settings.handler())
            .put(SOURCE, settings.source())
            .put(GUARANTEE, Words.of(settings.guarantee()))
            .put(BUDGET, settings.budget().toString())
            .put(GRACE, settings.grace().toString())
            .put(LEASE, settings.lease().toString())
            .put(RETENTION, settings.recordRetention().toString())
            .put(CONCURRENCY, settings.concurrency());
    Duration maxAge = settings.maxAge();
    if (maxAge != null) {
      out.put(MAX_AGE, maxAge.toString());
    }
    writeChannels(out, policy);
    write(out, settings.retry());
    write(out, settings.redrive());
    return out.close().toString();
  }

  private static void writeChannels(JsonText out, FunctionPolicy policy) {
    if (!policy.settings().publishes().isEmpty()) {
      out.openArray(PUBLISHES);
      policy.settings().publishes().stream().sorted().forEach(out::add);
      out.closeArray();
    }
    if (policy.deadLetters() != null) {
      out.put(DEAD_LETTERS, policy.deadLetters());
    }
    if (policy.parked() != null) {
      out.put(PARKED, policy.parked());
    }
    if (policy.idAttribute() != null) {
      out.put(ID_ATTRIBUTE, policy.idAttribute());
    }
    if (policy.stableIdsRequired()) {
      out.put(STABLE_IDS, true);
    }
  }

  private static void write(JsonText out, RetryPolicy retry) {
    out.open(RETRY)
        .put(ATTEMPTS, retry.attempts())
        .put(INITIAL, retry.backoff().initial().toString())
        .put(MULTIPLIER, retry.backoff().multiplier())
        .put(MAX, retry.backoff().max().toString())
        .put(JITTER, Words.of(retry.backoff().jitter()))
        .put(QUICK, retry.quickRetries())
        .put(QUICK_DELAY, retry.quickDelay().toString())
        .close();
  }

  private static void write(JsonText out, RedrivePolicy redrive) {
    out.open(REDRIVE)
        .put(ROUNDS, redrive.rounds())
        .put(AUTOMATIC, redrive.automatic())
        .put(PER_SECOND, redrive.messagesPerSecond())
        .close();
  }

  static FunctionPolicy read(String json) {
    JsonObject in = JsonObject.parse(FunctionPolicy.VARIABLE, json);
    checkVersion(in);
    in.allowing(KEYS);
    return new FunctionPolicy(
        settings(in),
        in.findText(DEAD_LETTERS).orElse(null),
        in.findText(PARKED).orElse(null),
        in.findText(ID_ATTRIBUTE).orElse(null),
        in.flag(STABLE_IDS));
  }

  private static void checkVersion(JsonObject in) {
    int version = in.integer(VERSION);
    if (version > FunctionPolicy.VERSION) {
      throw in.refuse(
          VERSION,
          "is %d, and this function reads up to %d: deploy a newer build of it, or write the policy with the release it is built on"
              .formatted(version, FunctionPolicy.VERSION));
    }
    if (version < 1) {
      throw in.refuse(VERSION, "is " + version + "; versions begin with 1");
    }
  }

  private static HandlerSettings settings(JsonObject in) {
    HandlerSettings.Builder settings =
        HandlerSettings.builder(in.text(HANDLER), in.text(SOURCE))
            .guarantee(in.word(GUARANTEE, Guarantee.class))
            .budget(in.duration(BUDGET))
            .grace(in.duration(GRACE))
            .lease(in.duration(LEASE))
            .recordRetention(in.duration(RETENTION))
            .maxAge(in.findDuration(MAX_AGE).orElse(null))
            .concurrency(in.integer(CONCURRENCY))
            .publishes(Set.copyOf(in.texts(PUBLISHES)))
            .retry(retry(in.object(RETRY)))
            .redrive(redrive(in.object(REDRIVE)));
    return checked(settings::build);
  }

  private static RetryPolicy retry(JsonObject in) {
    in.allowing(Set.of(ATTEMPTS, INITIAL, MULTIPLIER, MAX, JITTER, QUICK, QUICK_DELAY));
    Duration initial = in.duration(INITIAL);
    double multiplier = in.number(MULTIPLIER);
    Duration max = in.duration(MAX);
    Jitter jitter = in.word(JITTER, Jitter.class);
    int attempts = in.integer(ATTEMPTS);
    int quick = in.integer(QUICK);
    Duration quickDelay = in.duration(QUICK_DELAY);
    return checked(
        () ->
            new RetryPolicy(
                attempts, new Backoff(initial, multiplier, max, jitter), quick, quickDelay));
  }

  private static RedrivePolicy redrive(JsonObject in) {
    in.allowing(Set.of(ROUNDS, AUTOMATIC, PER_SECOND));
    int rounds = in.integer(ROUNDS);
    boolean automatic = in.flag(AUTOMATIC);
    double perSecond = in.number(PER_SECOND);
    return checked(() -> new RedrivePolicy(rounds, automatic, perSecond));
  }

  /** What the numbers make, where they are in their ranges. */
  private static <V> V checked(Supplier<V> made) {
    try {
      return made.get();
    } catch (MessagingException outsideItsRange) {
      throw new MessagingException(
          outsideItsRange.code(),
          false,
          "read "
              + FunctionPolicy.VARIABLE
              + ": a number is outside its range; the cause says which",
          outsideItsRange);
    }
  }
}
