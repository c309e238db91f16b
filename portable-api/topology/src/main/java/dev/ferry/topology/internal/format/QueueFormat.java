package dev.ferry.topology.internal.format;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.ferry.topology.Queue;
import dev.ferry.topology.Topic;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kind;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;
import dev.ferry.topology.internal.yaml.Place;
import java.time.Duration;

/** A queue: {@code queues.orders}, or a handler's own under {@code source.ownQueue}. */
final class QueueFormat {

  /** The smallest and the largest that a message's limit may be, in bytes. */
  static final Kind<Long> MESSAGE_SIZE = Kinds.size(1024, 100 * 1024L * 1024);

  /** How long dead letters and parked ones wait: as long as SQS can keep them. */
  private static final Duration DEAD_LETTER_RETENTION = ofDays(14);

  private static final Duration SHORTEST_ACK_DEADLINE = ofSeconds(30);
  private static final Duration LONGEST_ACK_DEADLINE = ofHours(12);

  static final Key<Boolean> ORDERED =
      Key.of(
          "ordered",
          Kinds.flag(),
          "false",
          "Whether messages of one key keep their order: a FIFO queue, a subscription with ordering"
              + " keys, a queue with sessions. Not by default, as order costs throughput; behind"
              + " a topic as the topic is.");
  static final Key<Integer> PARTITIONS =
      Key.of(
          "partitions",
          Kinds.wholeNumber(1, 1000),
          "8",
          "How many partitions consumers share, on a broker that has them (the embedded one); the"
              + " clouds order by key without. 8 by default: up to 8 consumers work in parallel.");
  static final Key<Duration> DELAY =
      Key.of(
          "delay",
          Kinds.duration(ZERO, ofDays(7)),
          "0s",
          "How long every message stays invisible at first. None by default.");
  static final Key<Duration> RETENTION =
      Key.of(
          "retention",
          Kinds.duration(ofMinutes(1), ofDays(365)),
          "4d",
          "How long a message is kept before the broker drops it. 4 days by default: over a long"
              + " weekend, and well below the 14 days of a dead-letter queue, where on SQS the age"
              + " goes on counting.");
  static final Key<Duration> ACK_DEADLINE =
      Key.optional(
          "ackDeadline",
          Kinds.duration(ofSeconds(1), LONGEST_ACK_DEADLINE),
          "How long a delivered message stays hidden from others: visibility timeout, ack deadline,"
              + " lock duration. By default six times the handler's timeout and its batch window,"
              + " which is what Lambda advises, from 30s to 12h, and no more than the host has.");
  static final Key<Long> MAX_MESSAGE_SIZE =
      Key.of(
          "maxMessageSize",
          MESSAGE_SIZE,
          "256KiB",
          "The largest message, attributes included. 256KiB by default, as much as SNS takes, and no"
              + " more than the host does; behind a topic as much as the topic's.");
  static final Key<Duration> DEDUP_WINDOW =
      Key.of(
          "dedupWindow",
          Kinds.duration(ZERO, ofDays(7)),
          "0s",
          "How long the broker remembers deduplication ids of publishers. 0s by default: it need"
              + " not; an ordered queue on SQS always does for 5m.");
  static final Key<String> EXISTING =
      Key.optional(
          "existing",
          Kinds.text(2048),
          "The ARN or name of a queue that is there already and is used instead of a new one.");

  static final Section SECTION =
      Section.of(
          ORDERED,
          PARTITIONS,
          DELAY,
          RETENTION,
          ACK_DEADLINE,
          MAX_MESSAGE_SIZE,
          DEDUP_WINDOW,
          EXISTING);

  private QueueFormat() {}

  /**
   * What some defaults of a queue follow from.
   *
   * @param ordered whether what feeds the queue is ordered
   * @param maxMessageBytes the largest message of what feeds the queue
   * @param lease how long its handler's host needs a message
   */
  record Surroundings(boolean ordered, long maxMessageBytes, Duration lease) {

    /** Of a queue that nobody reads and no topic feeds. */
    static Surroundings none() {
      Fields nothing = new Fields(new Place(1, ""));
      return new Surroundings(nothing.get(ORDERED), nothing.get(MAX_MESSAGE_SIZE), ZERO);
    }

    /** The same behind {@code topic}. */
    Surroundings behind(Topic topic) {
      return new Surroundings(topic.ordered(), topic.maxMessageBytes(), lease);
    }

    /** The same read by a host that runs for {@code timeout} and collects for {@code window}. */
    Surroundings readFor(Duration timeout, Duration window) {
      Duration advised = timeout.multipliedBy(6).plus(window);
      return new Surroundings(ordered, maxMessageBytes, advised);
    }
  }

  static Queue queue(String name, Fields in, Surroundings surroundings) {
    return new Queue(
        name,
        in.find(ORDERED).orElse(surroundings.ordered()),
        in.get(PARTITIONS),
        in.get(DELAY),
        in.get(RETENTION),
        in.find(ACK_DEADLINE).orElseGet(() -> ackDeadline(surroundings.lease())),
        in.find(MAX_MESSAGE_SIZE).orElse(surroundings.maxMessageBytes()),
        in.get(DEDUP_WINDOW),
        in.find(EXISTING).orElse(null));
  }

  /** The queue for what {@code source} gives up, if the file says nothing of it. */
  static Queue deadLetterQueue(String name, Queue source) {
    return new Queue(
        name,
        source.ordered(),
        source.partitions(),
        ZERO,
        DEAD_LETTER_RETENTION,
        SHORTEST_ACK_DEADLINE,
        source.maxMessageBytes(),
        ZERO,
        null);
  }

  private static Duration ackDeadline(Duration advised) {
    if (advised.compareTo(SHORTEST_ACK_DEADLINE) < 0) {
      return SHORTEST_ACK_DEADLINE;
    }
    return advised.compareTo(LONGEST_ACK_DEADLINE) > 0 ? LONGEST_ACK_DEADLINE : advised;
  }
}
