package dev.ferry.processing;

import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.processing.retry.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one handler, as the topology gives them. Immutable.
 *
 * @param handler the handler's name
 * @param source the name of the channel it reads
 * @param retry how often it is tried
 * @param redrive how often its dead letters go back
 * @param guarantee how often its effect may happen
 * @param budget how long one attempt may run before it is interrupted
 * @param grace how long an interrupted one may take to stop before it is abandoned
 * @param lease how long a claim lasts without being renewed
 * @param recordRetention how long a record is kept: longer than the source and its dead letters
 * @param maxAge a message older than this is dead-lettered unrun; null for no such limit
 * @param concurrency how many messages run at the same time in one process
 * @param publishes the channels that it may publish to
 */
public record HandlerSettings(
    String handler,
    String source,
    RetryPolicy retry,
    RedrivePolicy redrive,
    Guarantee guarantee,
    Duration budget,
    Duration grace,
    Duration lease,
    Duration recordRetention,
    @Nullable Duration maxAge,
    int concurrency,
    Set<String> publishes) {

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT naming the handler and the field
   */
  public HandlerSettings {
    publishes = Set.copyOf(publishes);
    positive(handler, "budget", budget);
    positive(handler, "grace", grace);
    positive(handler, "lease", lease);
    positive(handler, "recordRetention", recordRetention);
    if (maxAge != null) {
      positive(handler, "maxAge", maxAge);
    }
    if (concurrency < 1) {
      throw MessagingException.invalid(
          "set up handler '" + handler + "': concurrency must be at least 1");
    }
  }

  private static void positive(String handler, String field, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw MessagingException.invalid(
          "set up handler '" + handler + "': " + field + " must be positive");
    }
  }

  /** A copy with another guarantee. */
  public HandlerSettings withGuarantee(Guarantee other) {
    return new HandlerSettings(
        handler,
        source,
        retry,
        redrive,
        other,
        budget,
        grace,
        lease,
        recordRetention,
        maxAge,
        concurrency,
        publishes);
  }

  /** A handler with every default. */
  public static HandlerSettings of(String handler, String source) {
    return builder(handler, source).build();
  }

  /** A builder that starts with every default. */
  public static Builder builder(String handler, String source) {
    return new Builder(handler, source);
  }

  /** Collects settings. Not safe for use by threads. */
  public static final class Builder {
    private final String handler;
    private final String source;
    private RetryPolicy retry = RetryPolicy.defaults();
    private RedrivePolicy redrive = RedrivePolicy.defaults();
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE_EFFECTS;
    private Duration budget = Duration.ofSeconds(30);
    private Duration grace = Duration.ofSeconds(2);
    private Duration lease = Duration.ofSeconds(60);
    private Duration recordRetention = Duration.ofDays(60);
    private @Nullable Duration maxAge;
    private int concurrency = 10;
    private Set<String> publishes = Set.of();

    private Builder(String handler, String source) {
      this.handler = handler;
      this.source = source;
    }

    /** How often it is tried; 10 attempts by default. */
    public Builder retry(RetryPolicy policy) {
      this.retry = policy;
      return this;
    }

    /** How often its dead letters go back; 3 rounds by default. */
    public Builder redrive(RedrivePolicy policy) {
      this.redrive = policy;
      return this;
    }

    /** How often its effect may happen; once by default. */
    public Builder guarantee(Guarantee wanted) {
      this.guarantee = wanted;
      return this;
    }

    /** How long one attempt may run; 30 seconds by default. */
    public Builder budget(Duration duration) {
      this.budget = duration;
      return this;
    }

    /** How long an interrupted attempt may take to stop; 2 seconds by default. */
    public Builder grace(Duration duration) {
      this.grace = duration;
      return this;
    }

    /** How long a claim lasts without being renewed; 60 seconds by default. */
    public Builder lease(Duration duration) {
      this.lease = duration;
      return this;
    }

    /** How long a record is kept; 60 days by default. */
    public Builder recordRetention(Duration duration) {
      this.recordRetention = duration;
      return this;
    }

    /** How old a message may be when it runs; no limit by default. */
    public Builder maxAge(@Nullable Duration duration) {
      this.maxAge = duration;
      return this;
    }

    /** How many messages run at the same time in one process; 10 by default. */
    public Builder concurrency(int messages) {
      this.concurrency = messages;
      return this;
    }

    /** The channels that it may publish to; none by default. */
    public Builder publishes(Set<String> channels) {
      this.publishes = Set.copyOf(channels);
      return this;
    }

    /**
     * The settings.
     *
     * @throws MessagingException INVALID_ARGUMENT when a number is outside its range
     */
    public HandlerSettings build() {
      return new HandlerSettings(
          handler,
          source,
          retry,
          redrive,
          guarantee,
          budget,
          grace,
          lease,
          recordRetention,
          maxAge,
          concurrency,
          publishes);
    }
  }
}
