package dev.ferry.operations;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Services.Pause;
import dev.ferry.processing.deadletter.RedrivePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one handler: list them, look at them, send them round again, park them.
 *
 * <p>A park queue is read the same way: its letters go back with {@link
 * RedriveRequest.Builder#forced()}.
 *
 * <p>Safe for use by several threads; each call works on its caller's thread and blocks until it is
 * through. Subscriptions and publishers stay the caller's, who closes them. Memory is bounded: by
 * {@link Builder#memory} ids, and 1,000 letters or 64 MiB of those that a call leaves.
 *
 * <p>On an ordered dead-letter queue whose broker gives a key's next letter only after the one
 * before it is settled, a letter behind one that is left is not reached.
 */
public final class DeadLetters {
  private static final int MOST_LOOKED_AT = 100;

  private final List<Subscription> queues;
  private final @Nullable String handler;
  private final Optional<Publisher> redriveTo;
  private final Optional<Publisher> parkTo;
  private final Optional<Publisher> tellTo;
  private final RedrivePolicy policy;
  private final Timeline timeline;
  private final Pause pause;
  private final Duration emptyAfter;
  private final int memory;

  private DeadLetters(Builder builder) {
    this.queues = List.copyOf(builder.queues);
    this.handler = builder.handler;
    this.redriveTo = Optional.ofNullable(builder.redriveTo);
    this.parkTo = Optional.ofNullable(builder.parkTo);
    this.tellTo = Optional.ofNullable(builder.tellTo);
    this.policy = builder.policy;
    this.timeline = builder.timeline;
    this.pause = builder.pause == null ? Pause.on(builder.timeline) : builder.pause;
    this.emptyAfter = builder.emptyAfter;
    this.memory = builder.memory;
  }

  /** A builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Looks at every letter and counts them.
   *
   * @throws MessagingException what the broker said; CANCELLED when interrupted
   */
  public DeadLetterSummary list() {
    Census census = new Census(handler, memory);
    boolean all =
        look(
            delivery -> {
              census.count(DeadLetter.of(delivery, timeline.now()));
              return true;
            });
    if (!all) {
      census.incomplete();
    }
    return census.summary(deliveriesCounted());
  }

  /**
   * Looks at letters, without their messages.
   *
   * @param max how many at most, from 1
   * @throws MessagingException INVALID_ARGUMENT when {@code max} is below 1; CANCELLED when
   *     interrupted; otherwise what the broker said
   */
  public PeekResult peek(DeadLetterFilter filter, int max) {
    return peek(filter, max, false);
  }

  /**
   * Looks at letters with their bodies and attributes, which may hold what not everyone may see.
   *
   * @param max how many at most, from 1; so many bodies are held at once
   * @throws MessagingException as {@link #peek}
   */
  public PeekResult peekWithMessages(DeadLetterFilter filter, int max) {
    return peek(filter, max, true);
  }

  private PeekResult peek(DeadLetterFilter filter, int max, boolean withMessages) {
    if (max < 1) {
      throw MessagingException.invalid(
          "peek at dead letters of '" + queues.get(0).address() + "': max must be at least 1");
    }
    List<DeadLetter> letters = new ArrayList<>();
    look(
        delivery -> {
          DeadLetter letter = DeadLetter.of(delivery, timeline.now());
          if (filter.matches(letter)) {
            letters.add(withMessages ? letter.withMessage(delivery.message()) : letter);
          }
          return letters.size() < max;
        });
    return new PeekResult(letters, deliveriesCounted());
  }

  private boolean deliveriesCounted() {
    return queues.stream().anyMatch(Pass::counts);
  }

  /** Shows every letter while {@code more} is wanted; whether every one was shown. */
  private boolean look(Predicate<Delivery> more) {
    for (Subscription queue : queues) {
      try (Pass pass = Pass.looking(queue, emptyAfter, memory)) {
        if (!look(pass, more)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean look(Pass pass, Predicate<Delivery> more) {
    while (!pass.overfull()) {
      List<Delivery> batch = pass.next(MOST_LOOKED_AT);
      if (batch.isEmpty()) {
        return true;
      }
      batch.forEach(pass::leave);
      for (Delivery delivery : batch) {
        if (!more.test(delivery)) {
          return false;
        }
      }
    }
    return false;
  }

  /**
   * Sends letters back to their handler's queue, each in its next round; those that the policy
   * sends round no more are parked. A letter is acknowledged only after its copy is stored. Of
   * copies of one message the highest round wins as far as this run has met it; the record folds
   * the rest.
   *
   * @return what was done, also when the broker failed: then with why
   * @throws MessagingException INVALID_ARGUMENT when there is no queue to send them to
   */
  public RedriveResult redrive(RedriveRequest request) {
    if (redriveTo.isEmpty()) {
      throw MessagingException.invalid(
          "redrive dead letters of '"
              + queues.get(0).address()
              + "': no queue to send them to; name the handler's with redriveTo");
    }
    return run(request, false);
  }

  /**
   * Sends letters to the park queue, with their envelopes.
   *
   * @return what was done, also when the broker failed: then with why
   * @throws MessagingException INVALID_ARGUMENT when there is no park queue
   */
  public RedriveResult park(RedriveRequest request) {
    if (parkTo.isEmpty()) {
      throw MessagingException.invalid(
          "park dead letters of '"
              + queues.get(0).address()
              + "': no park queue; name one with parkTo");
    }
    return run(request, true);
  }

  private RedriveResult run(RedriveRequest request, boolean parking) {
    Plan plan = new Plan(request, parking, handler, redriveTo, parkTo, tellTo, policy);
    Pace pace = new Pace(timeline, pause, request);
    return new RedriveRun(plan, new Sent(handler, memory), pace, timeline)
        .over(queues.stream().map(queue -> pass(queue, request)).toList());
  }

  private Supplier<Pass> pass(Subscription queue, RedriveRequest request) {
    return () ->
        request.dryRun()
            ? Pass.looking(queue, emptyAfter, memory)
            : new LeasePass(queue, emptyAfter, memory);
  }

  /** Says where dead letters are and where they go. Not safe for use by threads. */
  public static final class Builder {
    private final List<Subscription> queues = new ArrayList<>();
    private @Nullable String handler;
    private @Nullable Publisher redriveTo;
    private @Nullable Publisher parkTo;
    private @Nullable Publisher tellTo;
    private RedrivePolicy policy = RedrivePolicy.defaults();
    private Timeline timeline = Timeline.system();
    private @Nullable Pause pause;
    private Duration emptyAfter = Duration.ofSeconds(2);
    private int memory = 100_000;

    private Builder() {}

    /** Adds a queue that holds dead letters: one at least, two on Azure (the broker's and ours). */
    public Builder from(Subscription queue) {
      queues.add(queue);
      return this;
    }

    /**
     * Where letters go back to: the handler's own queue, never a topic, which would give them to
     * others too. Letters that say that another handler gave them up are left where they are.
     */
    public Builder redriveTo(String handler, Publisher queue) {
      this.handler = handler;
      this.redriveTo = queue;
      return this;
    }

    /** Where letters go that go back no more; by default they stay where they are. */
    public Builder parkTo(Publisher queue) {
      this.parkTo = queue;
      return this;
    }

    /**
     * Where letters that the broker itself dead-lettered, and that a run leaves, get their
     * envelope: the handler's dead-letter queue, by a copy, after which the letter is acknowledged.
     * The copy has the letter's id and the round that a redrive begins, so that whichever of the
     * two comes second is folded. By default they stay as they are, and whoever reads one makes its
     * envelope up.
     */
    public Builder tellTo(Publisher queue) {
      this.tellTo = queue;
      return this;
    }

    /** How often a letter goes back; 3 rounds by default. */
    public Builder policy(RedrivePolicy policy) {
      this.policy = policy;
      return this;
    }

    /** The time to go by; the machine's by default. */
    public Builder timeline(Timeline timeline) {
      this.timeline = timeline;
      return this;
    }

    /** What waits; by default it waits for the timeline to move on. */
    public Builder pause(Pause pause) {
      this.pause = pause;
      return this;
    }

    /**
     * How long a receive without a letter lasts until the queue counts as empty; 2 s by default.
     */
    public Builder emptyAfter(Duration wait) {
      this.emptyAfter = wait;
      return this;
    }

    /** How many letters a call can tell apart, from 1; 100,000 by default, some 20 MB. */
    public Builder memory(int letters) {
      this.memory = letters;
      return this;
    }

    /**
     * The dead letters.
     *
     * @throws MessagingException INVALID_ARGUMENT when there is no queue, one would be sent to
     *     itself, or a number is outside its range
     */
    public DeadLetters build() {
      if (queues.isEmpty()) {
        throw MessagingException.invalid(
            "open dead letters: no queue that holds them; add one with from");
      }
      if (memory < 1 || emptyAfter.isNegative()) {
        throw MessagingException.invalid(
            "open dead letters of '"
                + queues.get(0).address()
                + "': memory must be positive, emptyAfter not negative");
      }
      queues.forEach(queue -> refuseItself(queue, redriveTo));
      queues.forEach(queue -> refuseItself(queue, parkTo));
      return new DeadLetters(this);
    }

    private static void refuseItself(Subscription queue, @Nullable Publisher to) {
      if (to != null && to.address().equals(queue.address())) {
        throw MessagingException.invalid(
            "open dead letters of '" + queue.address() + "': they would be sent to where they are");
      }
    }
  }
}
