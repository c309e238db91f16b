package dev.ferry.google;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which keys somebody has messages of: others of such a key wait. Guarded by the inbox's lock.
 *
 * <p>Pub/Sub promises the order of what it sends, not that it sends nothing before what it sent is
 * settled.
 */
final class KeyLocks {
  private final Map<Key, Map<Receipt, Instant>> held = new HashMap<>();

  /** A key of one subscription. */
  record Key(String subscription, String key) {
    static Key of(Receipt receipt) {
      return new Key(receipt.source().name(), receipt.key());
    }
  }

  /** Holds the key until the message is settled, or the time has come. */
  void hold(Receipt receipt, Instant until) {
    held.computeIfAbsent(Key.of(receipt), key -> new HashMap<>()).put(receipt, until);
  }

  void release(Receipt receipt) {
    held.computeIfPresent(
        Key.of(receipt),
        (key, receipts) -> {
          receipts.remove(receipt);
          return receipts.isEmpty() ? null : receipts;
        });
  }

  boolean holds(Key key) {
    return held.containsKey(key);
  }

  /**
   * Gives up what nobody settled in time: Pub/Sub sends it again, and with it all later ones.
   *
   * @return until when it was held, where something was given up: what came before is void
   */
  Optional<Instant> expire(Key key, Instant now) {
    Map<Receipt, Instant> receipts = held.get(key);
    if (receipts == null) {
      return Optional.empty();
    }
    Optional<Instant> last =
        receipts.values().stream().filter(until -> !until.isAfter(now)).max(Instant::compareTo);
    receipts.values().removeIf(until -> !until.isAfter(now));
    if (receipts.isEmpty()) {
      held.remove(key);
    }
    return last;
  }

  void clear() {
    held.clear();
  }
}
