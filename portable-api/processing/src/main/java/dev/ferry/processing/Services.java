package dev.ferry.processing;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.Timeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a processor uses beside its handler. Immutable; what it names is opened and closed by
 * whoever made it.
 */
public final class Services {
  private final Builder state;

  private Services(Builder state) {
    this.state = state;
  }

  /** A builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with these. */
  public Builder toBuilder() {
    return new Builder(state);
  }

  /** Where records are kept; empty when there is no store. */
  public Optional<IdempotencyStore> store() {
    return Optional.ofNullable(state.store);
  }

  /** What publishes to the channels of the topology, by name. */
  public Map<String, Publisher> channels() {
    return Map.copyOf(state.channels);
  }

  /** What sends dead letters; empty when the broker is to do it by itself. */
  public Optional<Publisher> deadLetters() {
    return Optional.ofNullable(state.deadLetters);
  }

  /** What parks messages for good; empty when there is no park queue. */
  public Optional<Publisher> parked() {
    return Optional.ofNullable(state.parked);
  }

  /** Who hears what happens. */
  public ProcessingListener listener() {
    return state.listener;
  }

  /** The time to go by. */
  public Timeline timeline() {
    return state.timeline;
  }

  /** What runs handlers; bounds nothing itself. */
  public Executor executor() {
    return state.executor;
  }

  /** What draws jitter. */
  public RandomGenerator random() {
    return state.random;
  }

  /** What makes tokens of claims, each different from every other anywhere. */
  public Supplier<String> tokens() {
    return state.tokens;
  }

  /** What waits between quick retries and between asks of a store that does not answer. */
  public Pause pause() {
    return state.pause;
  }

  /** The name of this machine, for dead letters. */
  public String host() {
    return state.host;
  }

  /** Waits on the calling thread. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Waits.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void pause(Duration duration) throws InterruptedException;

    /** Waits until {@code timeline} has moved on. */
    static Pause on(Timeline timeline) {
      return duration -> {
        ReentrantLock lock = new ReentrantLock();
        lock.lockInterruptibly();
        try {
          timeline.await(lock, lock.newCondition(), duration, () -> false);
        } finally {
          lock.unlock();
        }
      };
    }
  }

  /** Collects services. Not safe for use by threads. */
  public static final class Builder {
    private @Nullable IdempotencyStore store;
    private final Map<String, Publisher> channels;
    private @Nullable Publisher deadLetters;
    private @Nullable Publisher parked;
    private ProcessingListener listener = ProcessingListener.noop();
    private Timeline timeline = Timeline.system();
    private @Nullable Pause givenPause;
    private Pause pause = Pause.on(timeline);
    private Executor executor;
    private RandomGenerator random = new SharedRandom();
    private Supplier<String> tokens = Builder::randomToken;
    private String host = "";

    private Builder() {
      this.channels = new HashMap<>();
      this.executor = Threads.perTask("ferry-handler");
    }

    private Builder(Builder other) {
      this.store = other.store;
      this.channels = new HashMap<>(other.channels);
      this.deadLetters = other.deadLetters;
      this.parked = other.parked;
      this.listener = other.listener;
      this.timeline = other.timeline;
      this.givenPause = other.givenPause;
      this.pause = other.pause;
      this.executor = other.executor;
      this.random = other.random;
      this.tokens = other.tokens;
      this.host = other.host;
    }

    private static String randomToken() {
      byte[] bytes = new byte[16];
      Randomness.TOKENS.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }

    /** Where records are kept; none by default. */
    public Builder store(@Nullable IdempotencyStore store) {
      this.store = store;
      return this;
    }

    /** What publishes to a channel. */
    public Builder channel(String name, Publisher publisher) {
      channels.put(name, publisher);
      return this;
    }

    /** What sends dead letters; the broker itself by default. */
    public Builder deadLetters(@Nullable Publisher publisher) {
      this.deadLetters = publisher;
      return this;
    }

    /** What parks messages for good; nothing by default. */
    public Builder parked(@Nullable Publisher publisher) {
      this.parked = publisher;
      return this;
    }

    /** Who hears what happens; nobody by default. */
    public Builder listener(ProcessingListener listener) {
      this.listener = listener;
      return this;
    }

    /** The time to go by; the machine's by default. */
    public Builder timeline(Timeline timeline) {
      this.timeline = timeline;
      return this;
    }

    /** What waits; by default it waits for the timeline to move on. */
    public Builder pause(Pause pause) {
      this.givenPause = pause;
      return this;
    }

    /** What runs handlers; a thread for each by default. */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /** What draws jitter; the thread's own generator by default. */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /** What makes tokens; 128 secure random bits by default. */
    public Builder tokens(Supplier<String> tokens) {
      this.tokens = tokens;
      return this;
    }

    /** The name of this machine; empty by default. */
    public Builder host(String host) {
      this.host = host;
      return this;
    }

    /** The services. */
    public Services build() {
      Builder copy = new Builder(this);
      copy.pause = givenPause == null ? Pause.on(timeline) : givenPause;
      return new Services(copy);
    }
  }

  /** Opened with the first token, not with the class. */
  private static final class Randomness {
    private static final SecureRandom TOKENS = new SecureRandom();
  }

  private static final class SharedRandom implements RandomGenerator {
    @Override
    public long nextLong() {
      return ThreadLocalRandom.current().nextLong();
    }
  }
}
