package dev.ferry.topology;

import static dev.ferry.topology.Idempotency.Store.AZURE_TABLES;
import static dev.ferry.topology.Idempotency.Store.DEFAULT;
import static dev.ferry.topology.Idempotency.Store.DYNAMODB;
import static dev.ferry.topology.Idempotency.Store.FIRESTORE;
import static dev.ferry.topology.Idempotency.Store.JDBC;
import static dev.ferry.topology.Idempotency.Store.MEMORY;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host can do, as data: a topology is checked against it before anything is deployed, and
 * tests hold it against what the providers declare. Immutable.
 *
 * @param broker the limits of the broker's queues and topics
 * @param redelivery how failed messages come back
 * @param batches how many messages it takes at once
 * @param runs how long and how many at once
 * @param stores where it can keep idempotency records
 */
public record HostAbilities(
    Broker broker,
    Redelivery redelivery,
    Batches batches,
    Runs runs,
    Set<Idempotency.Store> stores) {

  /** Copies the set. */
  public HostAbilities {
    stores = Set.copyOf(stores);
  }

  /**
   * The limits of a broker's queues and topics.
   *
   * @param longestDelay of a queue; zero if it cannot delay
   * @param shortestRetention of a queue
   * @param longestRetention of a queue
   * @param shortestAckDeadline of a queue
   * @param longestAckDeadline of a queue
   * @param maxDeliveries the highest limit of its own that it is given
   * @param maxMessageBytes of a queue
   * @param maxTopicMessageBytes of a topic
   * @param partitions whether a queue has a number of partitions to choose
   * @param namedByArn whether its resources have ARNs
   * @param dedup what it remembers of deduplication ids
   * @param filter the limits of a subscription's filter
   */
  public record Broker(
      Duration longestDelay,
      Duration shortestRetention,
      Duration longestRetention,
      Duration shortestAckDeadline,
      Duration longestAckDeadline,
      int maxDeliveries,
      long maxMessageBytes,
      long maxTopicMessageBytes,
      boolean partitions,
      boolean namedByArn,
      Dedup dedup,
      FilterLimits filter) {

    /**
     * How often this broker is told to deliver a message of {@code queue} before it dead-letters it
     * by itself.
     */
    public int maxDeliveries(Queue queue) {
      return Math.min(maxDeliveries, queue.maxDeliveries());
    }
  }

  /**
   * How long a broker remembers deduplication ids.
   *
   * @param shortest the shortest window
   * @param longest the longest window; zero if it remembers none
   * @param orderedOnly whether only ordered queues remember them
   */
  public record Dedup(Duration shortest, Duration longest, boolean orderedOnly) {}

  /**
   * How large a filter may be.
   *
   * @param attributes the most attributes it may name
   * @param combinations the most combinations of one value for each attribute
   * @param expression the longest text of it in the broker's own language
   */
  public record FilterLimits(int attributes, int combinations, int expression) {}

  /**
   * How failed messages come back.
   *
   * @param precision whether the host keeps to the backoff of each message
   * @param longestDelay the longest backoff
   * @param delayIsLease whether a backoff is what is left of the delivery's lease after the run, so
   *     that both together are bounded by {@code longestDelay}
   * @param atOnceIfOrdered whether a failed message of an ordered queue comes back without delay
   * @param leaseRenewed whether a delivery's lease is renewed while its handler runs; if not, the
   *     function's timeout has to fit into it
   * @param timeoutsInLease how many timeouts of the function the lease has to hold; throttled
   *     deliveries wait in it too
   */
  public record Redelivery(
      RedeliveryDelay precision,
      Duration longestDelay,
      boolean delayIsLease,
      boolean atOnceIfOrdered,
      boolean leaseRenewed,
      int timeoutsInLease) {

    /** The longest backoff of {@code handler}. */
    public Duration longestDelay(Handler handler) {
      Duration used = handler.timeout().plus(handler.batch().window());
      return delayIsLease ? longestDelay.minus(used) : longestDelay;
    }
  }

  /**
   * How many messages a host takes at once.
   *
   * @param max the most from a queue that is not ordered
   * @param maxOrdered the most from an ordered queue
   * @param maxWithoutWindow the most if it does not wait for a batch to fill
   * @param longestWindow the longest it waits for a batch to fill; zero if it cannot
   * @param longestOrderedWindow the same of an ordered queue
   */
  public record Batches(
      int max,
      int maxOrdered,
      int maxWithoutWindow,
      Duration longestWindow,
      Duration longestOrderedWindow) {

    /** The most messages from {@code queue}. */
    public int max(Queue queue) {
      return queue.ordered() ? maxOrdered : max;
    }

    /** The longest it waits for a batch of {@code queue} to fill; zero if it cannot. */
    public Duration longestWindow(Queue queue) {
      return queue.ordered() ? longestOrderedWindow : longestWindow;
    }
  }

  /**
   * How long and how many at once.
   *
   * @param longestTimeout how long a function may run
   * @param fewest the lowest limit of concurrency that can be set
   * @param directGivesUp how long the platform tries to call a function for a topic without a queue
   *     between; null if a topic cannot call one
   * @param maxVariablesBytes names and values of all the user's variables
   */
  public record Runs(
      Duration longestTimeout,
      int fewest,
      @Nullable Duration directGivesUp,
      int maxVariablesBytes) {

    /** How long the platform tries, if a topic can call a function at all. */
    public Optional<Duration> directGivesUpAfter() {
      return Optional.ofNullable(directGivesUp);
    }
  }

  /** What {@code host} can do. */
  public static HostAbilities of(Host host) {
    return switch (host) {
      case AWS -> LAMBDA;
      case GOOGLE -> CLOUD_FUNCTIONS;
      case AZURE -> AZURE_FUNCTIONS;
      case WORKER_AWS -> worker(SQS, PULLED_FROM_SQS, 10, DYNAMODB, JDBC);
      case WORKER_GOOGLE -> worker(PUBSUB, pulled(ofMinutes(10)), 1000, FIRESTORE, JDBC);
      case WORKER_AZURE -> worker(SERVICE_BUS, pulled(ofDays(7)), 100, AZURE_TABLES, JDBC);
      case WORKER_EMBEDDED -> worker(EMBEDDED, pulled(ofDays(7)), 10_000, MEMORY, JDBC);
    };
  }

  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** Where nothing is said of a limit: as much as a file can say. */
  private static final Duration ANY = ofDays(365);

  /**
   * SQS and SNS.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html">SQS
   *     quotas</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html">SNS
   *     filter policies</a>
   */
  private static final Broker SQS =
      new Broker(
          ofMinutes(15),
          ofMinutes(1),
          ofDays(14),
          ofSeconds(1),
          ofHours(12),
          1000,
          1_048_576,
          262_144,
          false,
          true,
          new Dedup(ofMinutes(5), ofMinutes(5), true),
          new FilterLimits(5, 150, UNLIMITED));

  /**
   * Pub/Sub. Its own limit of deliveries is 5 to 100.
   *
   * @see <a href="https://cloud.google.com/pubsub/quotas">Pub/Sub quotas and limits</a>
   * @see <a href="https://cloud.google.com/pubsub/docs/subscription-message-filter">filters: 256
   *     bytes</a>
   */
  private static final Broker PUBSUB =
      new Broker(
          ZERO,
          ofMinutes(10),
          ofDays(31),
          ofSeconds(10),
          ofMinutes(10),
          100,
          10_000_000,
          10_000_000,
          false,
          false,
          new Dedup(ZERO, ZERO, false),
          new FilterLimits(UNLIMITED, UNLIMITED, 256));

  /**
   * Service Bus, standard tier: 256 KB, of which the sections of AMQP and what Ferry writes take up
   * to 8.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas">Service
   *     Bus quotas</a>
   */
  private static final Broker SERVICE_BUS =
      new Broker(
          ZERO,
          ofMinutes(1),
          ANY,
          ofSeconds(5),
          ofMinutes(5),
          1000,
          253_952,
          253_952,
          false,
          false,
          new Dedup(ofSeconds(20), ofDays(7), false),
          new FilterLimits(UNLIMITED, UNLIMITED, 1024));

  /** The embedded broker can do what a file can say. */
  private static final Broker EMBEDDED =
      new Broker(
          ofDays(7),
          ofMinutes(1),
          ANY,
          ofSeconds(1),
          ofHours(12),
          1000,
          104_857_600,
          104_857_600,
          true,
          false,
          new Dedup(ofSeconds(1), ofDays(7), false),
          new FilterLimits(UNLIMITED, UNLIMITED, UNLIMITED));

  /**
   * Lambda. A function has 4 KB for all variables; Ferry's own take up to 2.5 of them.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">SQS:
   *     batches, six timeouts in a visibility timeout</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">a
   *     topic's events are tried for 6 hours</a>
   */
  private static final HostAbilities LAMBDA =
      new HostAbilities(
          SQS,
          new Redelivery(RedeliveryDelay.EXACT, ofHours(12), true, false, false, 6),
          new Batches(10_000, 10, 10, ofMinutes(5), ZERO),
          new Runs(ofMinutes(15), 2, ofHours(6), 1536),
          EnumSet.of(DEFAULT, DYNAMODB, JDBC));

  /**
   * Cloud functions behind Pub/Sub push: a call is one message, its deadline is the lease, and the
   * subscription has one backoff for all.
   *
   * @see <a href="https://cloud.google.com/pubsub/docs/push">push subscriptions</a>
   * @see <a href="https://cloud.google.com/functions/docs/bestpractices/retries">events are tried
   *     for 24 hours</a>
   */
  private static final HostAbilities CLOUD_FUNCTIONS =
      new HostAbilities(
          PUBSUB,
          new Redelivery(RedeliveryDelay.BROKER, ofMinutes(10), false, false, false, 1),
          new Batches(1, 1, 1, ZERO, ZERO),
          new Runs(ofMinutes(10), 1, ofDays(1), UNLIMITED),
          EnumSet.of(DEFAULT, FIRESTORE, JDBC));

  /**
   * Azure Functions on every plan: ten minutes are the consumption plan's. A retry is a scheduled
   * copy; with sessions, which a copy would overtake, it is an abandon, and comes back at once.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout">timeouts</a>
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger">the
   *     Service Bus trigger</a>
   */
  private static final HostAbilities AZURE_FUNCTIONS =
      new HostAbilities(
          SERVICE_BUS,
          new Redelivery(RedeliveryDelay.EXACT, ofDays(7), false, true, true, 1),
          new Batches(1000, 1, 1000, ZERO, ZERO),
          new Runs(ofMinutes(10), 1, null, UNLIMITED),
          EnumSet.of(DEFAULT, AZURE_TABLES, JDBC));

  private static final Redelivery PULLED_FROM_SQS =
      new Redelivery(RedeliveryDelay.EXACT, ofHours(12), true, false, true, 1);

  private static Redelivery pulled(Duration longestDelay) {
    return new Redelivery(RedeliveryDelay.EXACT, longestDelay, false, false, true, 1);
  }

  private static HostAbilities worker(
      Broker broker, Redelivery redelivery, int batch, Idempotency.Store... stores) {
    return new HostAbilities(
        broker,
        redelivery,
        new Batches(batch, batch, batch, ofMinutes(5), ofMinutes(5)),
        new Runs(ANY, 1, null, UNLIMITED),
        EnumSet.of(DEFAULT, stores));
  }
}
