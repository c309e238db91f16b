package dev.ferry.operations;

import dev.ferry.messaging.MessagingException;
import java.util.function.BooleanSupplier;

/**
 * What a run moves, how fast, and when it stops. Immutable.
 *
 * @param filter which letters
 * @param messagesPerSecond the most copies a second, after at most one second's worth at once; 0
 *     for no limit
 * @param maxMessages the most copies that are sent
 * @param stopAfterReturns how many letters that this run sent may fail again before it stops
 * @param forced whether letters go back whatever their reason and round
 * @param dryRun whether the run only looks, and says what it would do
 * @param cancelled asked before each letter, and at least once a second: whether to stop
 * @param failing asked before each letter: whether the handler fails, as an alarm would say
 * @param progress who hears of each letter
 */
public record RedriveRequest(
    DeadLetterFilter filter,
    double messagesPerSecond,
    long maxMessages,
    int stopAfterReturns,
    boolean forced,
    boolean dryRun,
    BooleanSupplier cancelled,
    BooleanSupplier failing,
    Progress progress) {

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is outside its range
   */
  public RedriveRequest {
    if (!(messagesPerSecond >= 0) || maxMessages < 1 || stopAfterReturns < 1) {
      throw MessagingException.invalid(
          "redrive request: messagesPerSecond "
              + messagesPerSecond
              + " must not be negative, maxMessages "
              + maxMessages
              + " and stopAfterReturns "
              + stopAfterReturns
              + " must be positive");
    }
  }

  /** Every letter, with every default. */
  public static RedriveRequest all() {
    return builder().build();
  }

  /** The letters that {@code filter} means, with every other default. */
  public static RedriveRequest of(DeadLetterFilter filter) {
    return builder().filter(filter).build();
  }

  /** A builder that starts with every default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects what a request says. Not safe for use by threads. */
  public static final class Builder {
    private DeadLetterFilter filter = DeadLetterFilter.all();
    private double messagesPerSecond = 100;
    private long maxMessages = Long.MAX_VALUE;
    private int stopAfterReturns = 10;
    private boolean forced;
    private boolean dryRun;
    private BooleanSupplier cancelled = () -> false;
    private BooleanSupplier failing = () -> false;
    private Progress progress = Progress.none();

    private Builder() {}

    /** Which letters; every one by default. */
    public Builder filter(DeadLetterFilter which) {
      this.filter = which;
      return this;
    }

    /** The most copies a second, 0 for no limit; 100 by default. */
    public Builder messagesPerSecond(double rate) {
      this.messagesPerSecond = rate;
      return this;
    }

    /** The most copies that are sent, from 1; no limit by default. */
    public Builder maxMessages(long most) {
      this.maxMessages = most;
      return this;
    }

    /** How many letters may come back failed before the run stops, from 1; 10 by default. */
    public Builder stopAfterReturns(int most) {
      this.stopAfterReturns = most;
      return this;
    }

    /**
     * Sends letters back whatever their reason and round: also those that were parked. One that was
     * too old for its handler gets the present time, so that it runs. Whoever forces it vouches
     * that it was not done before.
     */
    public Builder forced() {
      this.forced = true;
      return this;
    }

    /** Moves nothing and says what it would do. */
    public Builder dryRun() {
      this.dryRun = true;
      return this;
    }

    /** Whether to stop; never by default. Must be quick and must not throw. */
    public Builder cancelWhen(BooleanSupplier cancelled) {
      this.cancelled = cancelled;
      return this;
    }

    /** Whether the handler fails; never by default. Must be quick and must not throw. */
    public Builder stopWhenFailing(BooleanSupplier failing) {
      this.failing = failing;
      return this;
    }

    /** Who hears of each letter; nobody by default. */
    public Builder progress(Progress progress) {
      this.progress = progress;
      return this;
    }

    /**
     * The request.
     *
     * @throws MessagingException INVALID_ARGUMENT when a number is outside its range
     */
    public RedriveRequest build() {
      return new RedriveRequest(
          filter,
          messagesPerSecond,
          maxMessages,
          stopAfterReturns,
          forced,
          dryRun,
          cancelled,
          failing,
          progress);
    }
  }
}
