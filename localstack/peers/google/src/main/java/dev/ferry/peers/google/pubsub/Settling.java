package dev.ferry.peers.google.pubsub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Settles leases by their ack ids. */
final class Settling {
  private static final String INVALID = "PERMANENT_FAILURE_INVALID_ACK_ID";

  private Settling() {}

  /** The ids that named no lease, where the subscription tells. */
  static List<String> stale(
      Broker broker, String subscription, List<String> ackIds, BiPredicate<Feed, String> verb) {
    return broker.with(
        subscription,
        feed -> {
          List<String> stale = new ArrayList<>();
          for (String ackId : ackIds) {
            if (!verb.test(feed, ackId)) {
              stale.add(ackId);
            }
          }
          feed.pump();
          return feed.exactlyOnce() ? stale : List.of();
        });
  }

  /** Refuses when there are stale ids, naming them; the others are settled. */
  static void unary(
      Broker broker, String subscription, List<String> ackIds, BiPredicate<Feed, String> verb) {
    if (ackIds.isEmpty()) {
      throw Refusal.invalid("The request contains no ack ids.");
    }
    Map<String, String> failures = new LinkedHashMap<>();
    stale(broker, subscription, ackIds, verb).forEach(id -> failures.put(id, INVALID));
    if (!failures.isEmpty()) {
      throw Refusal.ackIds(failures);
    }
  }
}
