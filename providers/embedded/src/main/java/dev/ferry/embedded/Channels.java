package dev.ferry.embedded;

import dev.ferry.messaging.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The queues and topics of a broker by name; a name is one or the other. Thread-safe. */
final class Channels {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Channel> byName = new TreeMap<>();

  /** The channel of that name, made now if there was none. */
  Channel computeIfAbsent(String name, Function<String, Channel> made) {
    lock.lock();
    try {
      Channel known = byName.get(name);
      if (known != null) {
        return known;
      }
      Channel created = made.apply(name);
      byName.put(name, created);
      return created;
    } finally {
      lock.unlock();
    }
  }

  Channel find(String operation, String name) {
    lock.lock();
    try {
      Channel channel = byName.get(name);
      if (channel == null) {
        throw Failures.notFound(operation, name);
      }
      return channel;
    } finally {
      lock.unlock();
    }
  }

  Queue queue(String operation, String name) {
    if (find(operation, name) instanceof Queue queue) {
      return queue;
    }
    throw MessagingException.invalid(
        operation + " '" + name + "': it is a topic; name a queue that is subscribed to it");
  }

  Topic topic(String operation, String name) {
    if (find(operation, name) instanceof Topic topic) {
      return topic;
    }
    throw MessagingException.invalid(operation + " '" + name + "': it is a queue; name a topic");
  }

  /** All queues by name. */
  List<Queue> queues() {
    lock.lock();
    try {
      return byName.values().stream()
          .filter(Queue.class::isInstance)
          .map(Queue.class::cast)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Removes a channel and its subscriptions; nothing happens when it is not there. */
  void delete(String name) {
    lock.lock();
    try {
      Channel gone = byName.remove(name);
      if (gone == null) {
        return;
      }
      for (Channel channel : byName.values()) {
        if (channel instanceof Topic topic) {
          topic.unsubscribe(gone);
        }
      }
      gone.delete();
    } finally {
      lock.unlock();
    }
  }
}
