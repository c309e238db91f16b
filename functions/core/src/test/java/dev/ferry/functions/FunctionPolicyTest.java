package dev.ferry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.Jitter;
import dev.ferry.processing.retry.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionPolicyTest {
  private static final String DEFAULTS =
      "{\"version\":1,\"handler\":\"payment\",\"source\":\"orders\","
          + "\"guarantee\":\"exactly-once-effects\",\"budget\":\"PT30S\",\"grace\":\"PT2S\","
          + "\"lease\":\"PT1M\",\"retention\":\"PT1440H\",\"concurrency\":10,"
          + "\"publishes\":[\"receipts\",\"reports\"],\"deadLetters\":\"orders-dead\","
          + "\"retry\":{\"attempts\":10,\"initial\":\"PT1S\",\"multiplier\":2.0,\"max\":\"PT5M\","
          + "\"jitter\":\"full\",\"quick\":0,\"quickDelay\":\"PT0.1S\"},"
          + "\"redrive\":{\"rounds\":3,\"automatic\":false,\"perSecond\":10.0}}";

  private static FunctionPolicy policy(Set<String> publishes) {
    HandlerSettings settings =
        HandlerSettings.builder("payment", "orders").publishes(publishes).build();
    return new FunctionPolicy(settings, "orders-dead", null, null, false);
  }

  @Test
  void defaults_areWrittenInFull() {
    assertThat(policy(Set.of("reports", "receipts")).toJson()).isEqualTo(DEFAULTS);
  }

  @Property
  void everyPolicyThatFits_isReadAsItWasWritten(@ForAll("policies") FunctionPolicy policy) {
    assertThat(FunctionPolicy.parse(policy.toJson())).isEqualTo(policy);
  }

  @Provide
  Arbitrary<FunctionPolicy> policies() {
    Arbitrary<String> name = Arbitraries.strings().ofMinLength(0).ofMaxLength(12);
    return Combinators.combine(
            settings(),
            name.injectNull(0.3),
            name.injectNull(0.3),
            name.injectNull(0.3),
            Arbitraries.of(true, false))
        .as(FunctionPolicy::new);
  }

  private static Arbitrary<HandlerSettings> settings() {
    Arbitrary<String> name = Arbitraries.strings().ofMinLength(0).ofMaxLength(12);
    return Combinators.combine(
            Combinators.combine(name, name).as(HandlerSettings::builder),
            retry(),
            redrive(),
            Arbitraries.of(Guarantee.class),
            positive().list().ofSize(4),
            positive().injectNull(0.3),
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            name.set().ofMaxSize(4))
        .as(
            (builder, retry, redrive, guarantee, times, maxAge, concurrency, publishes) ->
                builder
                    .retry(retry)
                    .redrive(redrive)
                    .guarantee(guarantee)
                    .budget(times.get(0))
                    .grace(times.get(1))
                    .lease(times.get(2))
                    .recordRetention(times.get(3))
                    .maxAge(maxAge)
                    .concurrency(concurrency)
                    .publishes(publishes)
                    .build());
  }

  private static Arbitrary<RetryPolicy> retry() {
    Arbitrary<Duration> delay =
        Arbitraries.longs().between(0, Duration.ofDays(30).toNanos()).map(Duration::ofNanos);
    Arbitrary<Backoff> backoff =
        Combinators.combine(
                delay,
                delay,
                Arbitraries.doubles().between(1, 1000).ofScale(12),
                Arbitraries.of(Jitter.class))
            .as(
                (one, other, multiplier, jitter) ->
                    one.compareTo(other) < 0
                        ? new Backoff(one, multiplier, other, jitter)
                        : new Backoff(other, multiplier, one, jitter));
    return Combinators.combine(
            Arbitraries.integers().between(1, 1000),
            backoff,
            Arbitraries.integers().between(0, 10),
            delay)
        .as(RetryPolicy::new);
  }

  private static Arbitrary<RedrivePolicy> redrive() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(true, false),
            Arbitraries.doubles().between(0.000_001, 1_000_000).ofScale(6))
        .as(RedrivePolicy::new);
  }

  private static Arbitrary<Duration> positive() {
    return Arbitraries.longs().between(1, Long.MAX_VALUE).map(Duration::ofNanos);
  }

  @Test
  void policyThatIsTooLong_isNeitherWrittenNorRead() {
    Set<String> channels =
        IntStream.range(0, 200).mapToObj(i -> "channel-" + i).collect(Collectors.toSet());

    assertThatThrownBy(() -> policy(channels).toJson())
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("write the policy of handler 'payment'")
        .hasMessageContaining("where 2048 fit");
    assertThatThrownBy(() -> FunctionPolicy.parse(DEFAULTS + " ".repeat(2048)))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("read FERRY_POLICY")
        .hasMessageContaining("where 2048 fit");
  }

  @Test
  void newerVersion_isRefused_andTheTextSaysWhatToDo() {
    String newer = DEFAULTS.replace("\"version\":1", "\"version\":2,\"unheardOf\":true");

    assertThatThrownBy(() -> FunctionPolicy.parse(newer))
        .isInstanceOf(MessagingException.class)
        .hasMessage(
            "INVALID_ARGUMENT: read FERRY_POLICY: 'version' is 2, and this function reads up to 1:"
                + " deploy a newer build of it, or write the policy with the release it is built"
                + " on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "version":1,             |                         | read FERRY_POLICY: 'version' is missing; write a whole number
          "version":1              | "version":0             | read FERRY_POLICY: 'version' is 0; versions begin with 1
          "handler":"payment",     |                         | read FERRY_POLICY: 'handler' is missing; write a text
          "budget":"PT30S"         | "budget":30             | read FERRY_POLICY: 'budget' is not a time in ISO 8601, such as "PT30S"
          "budget":"PT30S"         | "budget":"30s"          | read FERRY_POLICY: 'budget' is not a time in ISO 8601, such as "PT30S"
          "budget":"PT30S"         | "budget":"PT0S"         | read FERRY_POLICY: a number is outside its range; the cause says which
          "attempts":10            | "attempts":0            | read FERRY_POLICY: a number is outside its range; the cause says which
          "attempts":10            | "attempts":10.5         | read FERRY_POLICY: 'retry.attempts' is not a whole number
          "attempts":10            | "attempts":10000000000  | read FERRY_POLICY: 'retry.attempts' is too large a number
          "attempts":10            | "tries":10              | read FERRY_POLICY: 'retry.tries' is not known here; known are [attempts, initial, jitter, max, multiplier, quick, quickDelay]
          "jitter":"full"          | "jitter":"some"         | read FERRY_POLICY: 'retry.jitter' is none of [none, equal, full]
          "rounds":3               | "rounds":101            | read FERRY_POLICY: a number is outside its range; the cause says which
          "publishes":["receipts", | "publishes":[1,         | read FERRY_POLICY: 'publishes' is not an array of texts
          "concurrency":10         | "concurency":10         | read FERRY_POLICY: 'concurency' is not known here; known are [budget, concurrency,
          "automatic":false        | "automatic":"no"        | read FERRY_POLICY: 'redrive.automatic' is not true or false
          {"version":1             | "{\\"version\\":1        | read FERRY_POLICY: it is no JSON object; write {...}
          "version":1              | "version":1,"version":1 | read FERRY_POLICY: it is no JSON; see the cause
          "lease":"PT1M"           | "lease":"PT1M           | read FERRY_POLICY: it is no JSON; see the cause
          10.0}}                   | 10.0}}{}                | read FERRY_POLICY: something follows the JSON object
          """)
  void malformedPolicy_isRefused_namingTheKey(
      String valid, @Nullable String malformed, String text) {
    String json = DEFAULTS.replace(valid, malformed == null ? "" : malformed);
    assertThat(json).isNotEqualTo(DEFAULTS);

    assertThatThrownBy(() -> FunctionPolicy.parse(json))
        .isInstanceOf(MessagingException.class)
        .hasMessageStartingWith("INVALID_ARGUMENT: " + text);
  }

  @Test
  void deeperThanAPolicyIs_isRefused() {
    String deep = "{\"version\":1,\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";

    assertThatThrownBy(() -> FunctionPolicy.parse(deep))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("it is no JSON");
  }
}
