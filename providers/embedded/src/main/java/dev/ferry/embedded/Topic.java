package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A topic: stores nothing and hands every message to the queues whose filter it passes, one queue
 * after the other. Its lock keeps the order of messages the same in all of them.
 */
final class Topic implements Channel {
  private record Subscriber(SubscriptionSpec spec, Queue queue) {}

  private final TopicSpec spec;
  private final Environment environment;
  private final Capabilities capabilities;
  private final ReentrantLock lock = new ReentrantLock();
  private final DedupWindow window;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private long published;
  private boolean deleted;

  Topic(TopicSpec spec, Environment environment) {
    this.spec = spec;
    this.environment = environment;
    this.capabilities = EmbeddedLimits.capabilities(spec.ordered(), spec.deduplicationWindow());
    this.window = new DedupWindow(BrokerTime.nanos(spec.deduplicationWindow()));
  }

  @Override
  public String name() {
    return spec.name();
  }

  TopicSpec spec() {
    return spec;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  /**
   * Lets a queue have what passes.
   *
   * @throws MessagingException ALREADY_EXISTS when it has something else already
   */
  void subscribe(SubscriptionSpec wanted, Queue queue) {
    lock.lock();
    try {
      for (Subscriber subscriber : subscribers) {
        if (subscriber.queue == queue) {
          if (subscriber.spec.equals(wanted)) {
            return;
          }
          throw Failures.exists("subscribe to '" + name() + "'", queue.name());
        }
      }
      subscribers.add(new Subscriber(wanted, queue));
    } finally {
      lock.unlock();
    }
  }

  void unsubscribe(Channel queue) {
    lock.lock();
    try {
      subscribers.removeIf(subscriber -> subscriber.queue == queue);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<SendResult> publish(List<OutboundMessage> batch) {
    lock.lock();
    try {
      if (deleted) {
        throw Failures.notFound("publish to", name());
      }
      long now = environment.time().now();
      List<SendResult> results = new ArrayList<>(batch.size());
      for (OutboundMessage message : batch) {
        MessagingException refusal = EmbeddedLimits.refusal(name(), message);
        results.add(
            refusal == null
                ? new SendResult.Sent(fanOut(message, now))
                : new SendResult.Refused(refusal));
      }
      return results;
    } finally {
      lock.unlock();
    }
  }

  private String fanOut(OutboundMessage message, long now) {
    String earlier = window.seen(message.deduplicationId(), now);
    if (earlier != null) {
      return earlier;
    }
    String brokerId = name() + "-" + Long.toString(published++, Character.MAX_RADIX);
    window.remember(message.deduplicationId(), brokerId, now);
    for (Subscriber subscriber : subscribers) {
      if (subscriber.spec.passes(message.attributes())) {
        subscriber.queue.publishChecked(message);
      }
    }
    return brokerId;
  }

  @Override
  public void delete() {
    lock.lock();
    try {
      deleted = true;
      subscribers.clear();
    } finally {
      lock.unlock();
    }
  }
}
