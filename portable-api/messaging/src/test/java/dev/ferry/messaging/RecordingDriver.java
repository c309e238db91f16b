package dev.ferry.messaging;

import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends to a broker in memory that remembers every batch, answers as it was told, and holds its
 * callers to the contract: one unconfirmed message a key, no empty batch.
 */
final class RecordingDriver implements PublisherDriver {
  private static final long BOUND_SECONDS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Capabilities capabilities;
  private final List<List<OutboundMessage>> batches = new ArrayList<>();
  private final List<OutboundMessage> stored = new ArrayList<>();
  private final Set<String> held = new HashSet<>();
  private final Map<String, MessagingException> refused = new HashMap<>();
  private final Set<String> keysUnderWay = new HashSet<>();
  private final List<String> breaches = new ArrayList<>();
  private @Nullable RuntimeException broken;
  private int underWay;
  private int mostUnderWay;
  private int closed;

  RecordingDriver(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    lock.lock();
    try {
      begin(batch);
      while (batch.stream().anyMatch(message -> held.contains(message.messageId()))) {
        if (!changed.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
          breaches.add("nobody confirmed " + ids(batch));
          break;
        }
      }
      if (broken != null) {
        throw broken;
      }
      return batch.stream().map(this::answer).toList();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("send: interrupted");
    } finally {
      end(batch);
      lock.unlock();
    }
  }

  private void begin(List<OutboundMessage> batch) {
    if (batch.isEmpty()) {
      breaches.add("an empty batch");
    }
    if (closed > 0) {
      breaches.add("a batch after close: " + ids(batch));
    }
    for (String key : keys(batch)) {
      if (!keysUnderWay.add(key)) {
        breaches.add("two unconfirmed messages of key " + key);
      }
    }
    batches.add(batch);
    underWay++;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    changed.signalAll();
  }

  private SendResult answer(OutboundMessage message) {
    MessagingException reason = refused.get(message.messageId());
    if (reason != null) {
      return new SendResult.Refused(reason);
    }
    stored.add(message);
    return new SendResult.Sent("broker-" + message.messageId());
  }

  private void end(List<OutboundMessage> batch) {
    keys(batch).forEach(keysUnderWay::remove);
    underWay--;
  }

  private List<String> keys(List<OutboundMessage> batch) {
    return capabilities.ordered()
        ? batch.stream().map(OutboundMessage::orderingKey).filter(Objects::nonNull).toList()
        : List.of();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  @Override
  public void close() {
    locked(() -> closed++);
  }

  /** Answers no batch with one of these messages until they are confirmed. */
  void hold(String... ids) {
    locked(() -> held.addAll(List.of(ids)));
  }

  /** Answers what waited for these messages. */
  void confirm(String... ids) {
    locked(() -> held.removeAll(Set.of(ids)));
  }

  /** Refuses this message, for good. */
  void refuse(String id, MessagingException reason) {
    locked(() -> refused.put(id, reason));
  }

  /** Throws instead of answering; null to answer again. */
  void breakWith(@Nullable RuntimeException failure) {
    locked(() -> broken = failure);
  }

  /** The ids of every batch, in the order in which they began. */
  List<List<String>> batches() {
    lock.lock();
    try {
      return batches.stream().map(RecordingDriver::ids).toList();
    } finally {
      lock.unlock();
    }
  }

  void awaitBatches(int count) {
    Await.until(count + " batches; there are " + batches(), () -> batches().size() >= count);
  }

  /** What was confirmed, in that order. */
  List<OutboundMessage> stored() {
    lock.lock();
    try {
      return List.copyOf(stored);
    } finally {
      lock.unlock();
    }
  }

  List<String> storedIds() {
    return ids(stored());
  }

  /** What callers did that the contract forbids. */
  List<String> breaches() {
    lock.lock();
    try {
      return List.copyOf(breaches);
    } finally {
      lock.unlock();
    }
  }

  int underWay() {
    lock.lock();
    try {
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  int mostUnderWay() {
    lock.lock();
    try {
      return mostUnderWay;
    } finally {
      lock.unlock();
    }
  }

  int timesClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private static List<String> ids(List<OutboundMessage> messages) {
    return messages.stream().map(OutboundMessage::messageId).toList();
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
