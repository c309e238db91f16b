package dev.ferry.embedded;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.simulation.Faults;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reference broker, in memory: what clouds' brokers do, strictly, on a time that a test can
 * move and with faults that a seed decides.
 *
 * <pre>{@code
 * VirtualClock clock = VirtualClock.create();
 * EmbeddedBroker broker = EmbeddedBroker.create(clock);
 * broker.admin().createQueue(QueueSpec.standard("orders"));
 * Messaging messaging =
 *     Messaging.builder()
 *         .provider(EmbeddedProvider.of(broker))
 *         .timeline(broker.timeline())
 *         .build();
 * }</pre>
 *
 * <p>Safe for use by any number of threads. It owns no thread and needs no closing. Used by one
 * thread at a time on a {@link VirtualClock}, the same calls under the same faults give the same
 * answers, ids included.
 */
public final class EmbeddedBroker {
  private final Environment environment;
  private final Channels channels = new Channels();
  private final EmbeddedAdmin admin;
  private final AtomicInteger consumers = new AtomicInteger();

  private EmbeddedBroker(Environment environment) {
    this.environment = environment;
    this.admin = new EmbeddedAdmin(channels, environment);
  }

  /** A broker on this timeline, without faults. */
  public static EmbeddedBroker create(Timeline timeline) {
    return builder().timeline(timeline).build();
  }

  /** A broker on this clock, without faults. */
  public static EmbeddedBroker create(VirtualClock clock) {
    return builder().clock(clock).build();
  }

  /** A broker to be set up; without a timeline it takes that of the first who opens something. */
  public static Builder builder() {
    return new Builder();
  }

  /** What makes and removes queues and topics. */
  public ChannelAdmin admin() {
    return admin;
  }

  /** The time that the broker goes by: the machine's if it has none yet. */
  public Timeline timeline() {
    return environment.time().timeline();
  }

  /** What goes wrong, and how often it has. */
  public Faults faults() {
    return environment.faults();
  }

  PublisherDriver openPublisher(Address address, Timeline timeline) {
    environment.time().offer(timeline);
    Channel channel = channels.find("publish to", address.name());
    return new UnreliablePublisher(
        new EmbeddedPublisher(this, channel), new Connection(faults(), channel.name()));
  }

  SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    environment.time().offer(timeline);
    Queue queue = channels.queue("receive from", address.name());
    String name = address.parameters().get(EmbeddedProvider.CONSUMER);
    Consumer consumer =
        new Consumer(name == null ? "consumer-" + consumers.incrementAndGet() : name);
    return new UnreliableSubscription(
        new EmbeddedSubscription(this, queue, consumer),
        queue,
        new Connection(faults(), queue.name()));
  }

  /**
   * Ends the leases of a message in a queue, as if their time were over, whoever holds them.
   *
   * @param messageId the portable id
   * @return how many there were: several when a duplicate is leased too
   * @throws dev.ferry.messaging.MessagingException NOT_FOUND when there is no such queue
   */
  public int expireLease(String queue, String messageId) {
    return channels
        .queue("expire leases in", queue)
        .tools()
        .expireLeases(stored -> stored.content.messageId().equals(messageId));
  }

  /**
   * The next instant at which time alone makes something visible: a delay or lease ends, or a
   * silent consumer's partitions go to another; empty when nothing waits for a time. A simulation
   * whose parts are all idle advances its clock to it.
   */
  public Optional<Instant> nextEvent() {
    long next = tools().mapToLong(QueueTools::nextEvent).min().orElse(Long.MAX_VALUE);
    return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(BrokerTime.instant(next));
  }

  /** What all queues hold, by name; see {@link QueueState}. */
  public List<QueueState> snapshot() {
    return tools().map(QueueTools::state).toList();
  }

  /**
   * The newest acknowledgements in a queue, from older to newer, as many as were to be kept.
   *
   * @throws dev.ferry.messaging.MessagingException NOT_FOUND when there is no such queue
   */
  public List<Acknowledgement> acknowledgements(String queue) {
    return channels.queue("read the acknowledgements of", queue).tools().acknowledgements();
  }

  /**
   * How many messages of a queue went unsettled because they were older than its retention.
   *
   * @throws dev.ferry.messaging.MessagingException NOT_FOUND when there is no such queue
   */
  public long expired(String queue) {
    return channels.queue("count the expired of", queue).tools().expired();
  }

  /**
   * The names of the consumers that read the partitions of a queue, by partition; empty for nobody.
   *
   * @throws dev.ferry.messaging.MessagingException NOT_FOUND when there is no such queue
   */
  public List<String> partitionOwners(String queue) {
    return channels.queue("look at", queue).tools().partitionOwners();
  }

  private Stream<QueueTools> tools() {
    return channels.queues().stream().map(Queue::tools);
  }

  /** Collects settings. Not safe for use by threads. */
  public static final class Builder {
    private @Nullable Timeline timeline;
    private Faults faults = Faults.none();
    private int keptForReplay = 10_000;
    private int keptAcknowledgements = 1_000;
    private Duration sessionTimeout = Duration.ofSeconds(45);

    private Builder() {}

    /** The time to go by. */
    public Builder timeline(Timeline timeline) {
      this.timeline = timeline;
      return this;
    }

    /** The clock to go by. */
    public Builder clock(VirtualClock clock) {
      return timeline(Timeline.of(clock, clock.scheduler()));
    }

    /** What goes wrong, at the points of {@link FaultPoint}; nothing by default. */
    public Builder faults(Faults faults) {
      this.faults = faults;
      return this;
    }

    /**
     * How many settled messages each queue keeps so that a seek can deliver them again, the newest
     * ones, no longer than its retention; 10,000 by default. What is not settled is always kept.
     */
    public Builder keptForReplay(int messages) {
      this.keptForReplay = atLeastZero(messages);
      return this;
    }

    /** How many acknowledgements each queue keeps, the newest ones; 1,000 by default. */
    public Builder keptAcknowledgements(int entries) {
      this.keptAcknowledgements = atLeastZero(entries);
      return this;
    }

    /**
     * How long a consumer of a partitioned queue may be silent, neither waiting nor settling,
     * before its partitions go to others; 45 seconds by default.
     */
    public Builder sessionTimeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("session timeout must be positive: " + timeout);
      }
      this.sessionTimeout = timeout;
      return this;
    }

    /** The broker. */
    public EmbeddedBroker build() {
      return new EmbeddedBroker(
          new Environment(
              new BrokerTime(timeline),
              faults,
              keptForReplay,
              keptAcknowledgements,
              BrokerTime.nanos(sessionTimeout)));
    }

    private static int atLeastZero(int number) {
      if (number < 0) {
        throw new IllegalArgumentException("cannot keep " + number + "; choose 0 or more");
      }
      return number;
    }
  }
}
