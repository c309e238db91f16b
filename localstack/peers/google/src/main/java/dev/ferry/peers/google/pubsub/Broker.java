package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.ferry.simulation.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Topics and subscriptions, all under one lock. Safe for use by any number of threads. */
final class Broker {
  private static final String DELETED_TOPIC = "_deleted-topic_";
  private static final int DEFAULT_ACK_DEADLINE_SECONDS = 10;
  private static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<String, Topic> topics = new TreeMap<>();
  private final TreeMap<String, Feed> feeds = new TreeMap<>();
  private final ServerTime time;
  private final Faults faults;
  private final Pusher pusher;
  private long published;

  Broker(ServerTime time, Faults faults, Pusher pusher) {
    this.time = time;
    this.faults = faults;
    this.pusher = pusher;
  }

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  Topic createTopic(Topic topic) {
    Checks.topic(topic.getName());
    return locked(
        () -> {
          if (topics.putIfAbsent(topic.getName(), topic) != null) {
            throw Refusal.exists(topic.getName());
          }
          return topic;
        });
  }

  Topic topic(String name) {
    return locked(() -> existing(name));
  }

  private Topic existing(String name) {
    Topic topic = topics.get(name);
    if (topic == null) {
      throw Refusal.notFound(name);
    }
    return topic;
  }

  List<Topic> topics(String project) {
    return locked(
        () -> List.copyOf(topics.subMap(project + "/topics/", project + "/topics0").values()));
  }

  Topic changeTopic(Topic changed) {
    return locked(
        () -> {
          existing(changed.getName());
          topics.put(changed.getName(), changed);
          return changed;
        });
  }

  Topic deleteTopic(String name) {
    return locked(
        () -> {
          Topic gone = existing(name);
          topics.remove(name);
          for (Feed feed : ofTopic(name)) {
            feed.change(feed.settings().toBuilder().setTopic(DELETED_TOPIC).build());
          }
          return gone;
        });
  }

  List<Feed> ofTopic(String topic) {
    return feeds.values().stream()
        .filter(feed -> feed.settings().getTopic().equals(topic))
        .toList();
  }

  /** Stores messages for every subscription of the topic, and gives their ids. */
  List<String> publish(String topic, List<PubsubMessage> messages) {
    return locked(
        () -> {
          existing(topic);
          List<Feed> subscribed = ofTopic(topic);
          List<String> ids = new ArrayList<>(messages.size());
          for (PubsubMessage message : messages) {
            long sequence = ++published;
            PubsubMessage stored =
                message.toBuilder()
                    .setMessageId(Long.toString(sequence))
                    .setPublishTime(ServerTime.timestamp(time.now()))
                    .build();
            subscribed.forEach(feed -> feed.offer(stored, sequence));
            ids.add(stored.getMessageId());
          }
          return ids;
        });
  }

  Subscription createSubscription(Subscription wanted) {
    Subscription settings = withDefaults(wanted);
    Checks.subscription(settings);
    return locked(
        () -> {
          existing(settings.getTopic());
          if (feeds.containsKey(settings.getName())) {
            throw Refusal.exists(settings.getName());
          }
          Feed feed =
              new Feed(settings, time, faults, this::forward, () -> tick(settings.getName()));
          feeds.put(settings.getName(), feed);
          pusher.follow(feed, this);
          return settings;
        });
  }

  private static Subscription withDefaults(Subscription wanted) {
    Subscription.Builder settings = wanted.toBuilder().setState(Subscription.State.ACTIVE);
    if (wanted.getAckDeadlineSeconds() == 0) {
      settings.setAckDeadlineSeconds(DEFAULT_ACK_DEADLINE_SECONDS);
    }
    if (!wanted.hasMessageRetentionDuration()) {
      settings.setMessageRetentionDuration(ServerTime.duration(DEFAULT_RETENTION));
    }
    if (wanted.hasDeadLetterPolicy()
        && wanted.getDeadLetterPolicy().getMaxDeliveryAttempts() == 0) {
      settings.getDeadLetterPolicyBuilder().setMaxDeliveryAttempts(5);
    }
    return settings.build();
  }

  /** What is dead-lettered to a topic that is gone is gone too. */
  private void forward(String topic, PubsubMessage message) {
    if (topics.containsKey(topic)) {
      publish(topic, List.of(message));
    }
  }

  private void tick(String subscription) {
    lock.lock();
    try {
      Feed feed = feeds.get(subscription);
      if (feed != null) {
        feed.tick();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What {@code action} makes of a subscription. */
  <T> T with(String subscription, Function<Feed, T> action) {
    return locked(() -> action.apply(feed(subscription)));
  }

  private Feed feed(String name) {
    Feed feed = feeds.get(name);
    if (feed == null) {
      throw Refusal.notFound(name);
    }
    return feed;
  }

  Subscription change(Subscription changed) {
    Checks.subscription(changed);
    return with(
        changed.getName(),
        feed -> {
          feed.change(changed);
          pusher.follow(feed, this);
          return changed;
        });
  }

  Subscription changePush(String subscription, PushConfig config) {
    return change(with(subscription, Feed::settings).toBuilder().setPushConfig(config).build());
  }

  void deleteSubscription(String name) {
    with(
        name,
        feed -> {
          feeds.remove(name);
          pusher.forget(feed);
          feed.end();
          return feed;
        });
  }

  List<Subscription> subscriptions(String project) {
    return locked(
        () ->
            feeds.subMap(project + "/subscriptions/", project + "/subscriptions0").values().stream()
                .map(Feed::settings)
                .toList());
  }

  void each(Consumer<Feed> action) {
    lock.lock();
    try {
      feeds.values().forEach(action);
    } finally {
      lock.unlock();
    }
  }
}
