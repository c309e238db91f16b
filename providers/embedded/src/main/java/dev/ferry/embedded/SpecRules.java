package dev.ferry.embedded;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a channel may be made of. */
final class SpecRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
  private static final Duration MAX_RETENTION = Duration.ofDays(31);
  private static final Duration MAX_WINDOW = Duration.ofDays(7);
  private static final int MAX_DELIVERIES = 1000;
  private static final int MAX_PARTITIONS = 1000;

  private SpecRules() {}

  static void check(QueueSpec queue) {
    String what = "create queue '" + queue.name() + "'";
    checkName(what, queue.name());
    between(what, "ack deadline", queue.ackDeadline(), Duration.ofNanos(1), EmbeddedLimits.LEASE);
    between(what, "retention", queue.retention(), Duration.ofNanos(1), MAX_RETENTION);
    between(what, "deduplication window", queue.deduplicationWindow(), Duration.ZERO, MAX_WINDOW);
    between(what, "max deliveries", queue.maxDeliveries(), MAX_DELIVERIES);
    between(what, "partitions", queue.partitions(), MAX_PARTITIONS);
    if (queue.maxDeliveries() > 0 && queue.deadLetterQueue() == null) {
      throw MessagingException.invalid(
          what + ": max deliveries without a dead-letter queue; name one, or nothing is kept");
    }
  }

  static void check(TopicSpec topic) {
    String what = "create topic '" + topic.name() + "'";
    checkName(what, topic.name());
    between(what, "deduplication window", topic.deduplicationWindow(), Duration.ZERO, MAX_WINDOW);
  }

  private static void checkName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw MessagingException.invalid(
          what + ": choose a name of 1 to 80 letters, digits, '_', '-' or '.'");
    }
  }

  private static void between(String what, String field, Duration is, Duration min, Duration max) {
    if (is.compareTo(min) < 0 || is.compareTo(max) > 0) {
      throw MessagingException.invalid(
          "%s: %s is %s; choose one from %s to %s".formatted(what, field, is, min, max));
    }
  }

  private static void between(String what, String field, int is, int max) {
    if (is < 0 || is > max) {
      throw MessagingException.invalid(
          "%s: %s is %d; choose one from 0 to %d".formatted(what, field, is, max));
    }
  }
}
