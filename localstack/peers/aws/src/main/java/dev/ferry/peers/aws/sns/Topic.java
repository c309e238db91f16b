package dev.ferry.peers.aws.sns;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A topic and its subscriptions. One message is delivered after another, so that every queue of a
 * FIFO topic has them in one order. Safe for use by several threads.
 */
final class Topic {
  private static final Duration DEDUPLICATION_WINDOW = Duration.ofMinutes(5);
  private static final BigInteger FIRST_SEQUENCE = BigInteger.TEN.pow(19);

  private final Lock lock = new ReentrantLock();
  private final String arn;
  private final Map<String, String> attributes;
  private final InstantSource clock;
  private final QueueSender queues;
  private final Map<String, TopicSubscription> subscriptions = new LinkedHashMap<>();
  private final Map<String, Remembered> remembered = new LinkedHashMap<>();
  private BigInteger sequence = FIRST_SEQUENCE;

  Topic(String arn, Map<String, String> attributes, InstantSource clock, QueueSender queues) {
    this.arn = arn;
    this.attributes = Map.copyOf(attributes);
    this.clock = clock;
    this.queues = queues;
  }

  /**
   * What was stored.
   *
   * @param messageId the topic's id for it
   * @param sequenceNumber its place in a FIFO topic; null elsewhere
   */
  record Published(String messageId, @Nullable String sequenceNumber) {}

  private record Remembered(Instant until, Published published) {}

  String arn() {
    return arn;
  }

  boolean fifo() {
    return arn.endsWith(".fifo");
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<TopicSubscription> subscriptions() {
    lock.lock();
    try {
      return new ArrayList<>(subscriptions.values());
    } finally {
      lock.unlock();
    }
  }

  /** The subscription of a queue: the one there is, or a new one. */
  TopicSubscription subscribe(String queueArn, Map<String, String> settings) {
    if (queueArn.endsWith(".fifo") && !fifo()) {
      throw SnsError.invalid("Endpoint: a FIFO queue cannot be subscribed to a standard topic");
    }
    lock.lock();
    try {
      for (TopicSubscription known : subscriptions.values()) {
        if (known.queueArn().equals(queueArn)) {
          return known;
        }
      }
      TopicSubscription made = new TopicSubscription(arn + ":" + UUID.randomUUID(), queueArn);
      settings.forEach(made::set);
      subscriptions.put(made.arn(), made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** Does what is asked with one subscription, while nothing is published. */
  void change(String subscriptionArn, String name, String value) {
    lock.lock();
    try {
      subscription(subscriptionArn).set(name, value);
    } finally {
      lock.unlock();
    }
  }

  Map<String, String> attributesOf(String subscriptionArn) {
    lock.lock();
    try {
      TopicSubscription subscription = subscription(subscriptionArn);
      Map<String, String> all = new LinkedHashMap<>(subscription.attributes());
      all.put("SubscriptionArn", subscription.arn());
      all.put("TopicArn", arn);
      all.put("Endpoint", subscription.queueArn());
      all.put("Protocol", "sqs");
      return all;
    } finally {
      lock.unlock();
    }
  }

  private TopicSubscription subscription(String subscriptionArn) {
    TopicSubscription subscription = subscriptions.get(subscriptionArn);
    if (subscription == null) {
      throw SnsError.notFound("Subscription");
    }
    return subscription;
  }

  void unsubscribe(String subscriptionArn) {
    lock.lock();
    try {
      subscriptions.remove(subscriptionArn);
    } finally {
      lock.unlock();
    }
  }

  /** Delivers to every subscription that wants it; on a FIFO topic, unless it was published. */
  Published publish(Publication publication) {
    if (publication.sizeBytes() > Publication.MOST_BYTES) {
      throw SnsError.invalid("Message too long");
    }
    lock.lock();
    try {
      return fifo() ? publishOnce(publication) : deliver(publication, null);
    } finally {
      lock.unlock();
    }
  }

  private Published publishOnce(Publication publication) {
    if (publication.groupId() == null) {
      throw SnsError.invalid("The MessageGroupId parameter is required for FIFO topics");
    }
    String id = deduplicationId(publication);
    Instant now = clock.instant();
    remembered.values().removeIf(entry -> !entry.until().isAfter(now));
    Remembered before = remembered.get(id);
    if (before != null) {
      return before.published();
    }
    Publication identified =
        new Publication(
            publication.body(),
            publication.subject(),
            publication.attributes(),
            publication.groupId(),
            id);
    sequence = sequence.add(BigInteger.ONE);
    Published published = deliver(identified, sequence.toString());
    remembered.put(id, new Remembered(now.plus(DEDUPLICATION_WINDOW), published));
    return published;
  }

  private String deduplicationId(Publication publication) {
    String id = publication.deduplicationId();
    if (id != null) {
      return id;
    }
    if (!"true".equals(attributes.get("ContentBasedDeduplication"))) {
      throw SnsError.invalid(
          "The topic should either have ContentBasedDeduplication enabled or"
              + " MessageDeduplicationId provided explicitly");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(publication.body().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException noSuchJvm) {
      throw new IllegalStateException("SHA-256", noSuchJvm);
    }
  }

  private Published deliver(Publication publication, @Nullable String sequenceNumber) {
    Published published = new Published(UUID.randomUUID().toString(), sequenceNumber);
    for (TopicSubscription subscription : subscriptions.values()) {
      if (subscription.wants(publication)) {
        queues.send(
            subscription.queueArn(),
            subscription.raw()
                ? publication
                : Envelope.of(arn, subscription.arn(), published, publication, clock.instant()));
      }
    }
    return published;
  }
}
