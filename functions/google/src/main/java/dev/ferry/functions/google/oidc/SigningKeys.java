package dev.ferry.functions.google.oidc;

import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An issuer's keys, fetched when the first token comes and kept for as long as the document says.
 *
 * <p>A key that is not among them may be new, so they are fetched again, but no more often than
 * every {@link #REST}: whoever sends tokens of invented keys makes nobody fetch. While they cannot
 * be fetched, known keys hold for {@link #SURVIVAL} longer than the document says: an outage of the
 * keys is none of the function.
 *
 * <p>Safe for use by any number of threads; one of them fetches, and those that need its answer
 * wait for it.
 */
public final class SigningKeys {
  /** How long nothing is fetched after a fetch. */
  static final Duration REST = Duration.ofSeconds(10);

  /** How long known keys hold when the document is too old and no other can be had. */
  static final Duration SURVIVAL = Duration.ofHours(24);

  /** For how long a document holds at least and at most, whatever it says. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofHours(24);

  private final ReentrantLock fetching = new ReentrantLock();
  private final KeyDocument document;
  private final InstantSource clock;
  private volatile Known known = new Known(Map.of(), Instant.MIN, Instant.MIN, "never fetched");

  /**
   * Keys, of which none is fetched yet.
   *
   * @param document where the JWKS document is
   */
  public SigningKeys(URI document, InstantSource clock) {
    this.document = new KeyDocument(document);
    this.clock = clock;
  }

  /**
   * What is known.
   *
   * @param keys the keys by their ids
   * @param fresh until when they hold
   * @param asked when they were asked for last
   * @param failure why the last fetch failed; empty when it did not
   */
  private record Known(Map<String, PublicKey> keys, Instant fresh, Instant asked, String failure) {}

  /**
   * The key of an id; empty when the issuer has none.
   *
   * @throws KeysUnreachable when nobody can say now
   */
  Optional<PublicKey> find(String keyId) throws KeysUnreachable {
    Known now = known;
    if (!isUsable(now, keyId)) {
      now = asked(keyId);
    }
    PublicKey key = now.keys.get(keyId);
    boolean holds = clock.instant().isBefore(later(now.fresh, SURVIVAL));
    if (key != null && holds) {
      return Optional.of(key);
    }
    if (!now.failure.isEmpty()) {
      throw new KeysUnreachable(now.failure);
    }
    return Optional.empty();
  }

  private boolean isUsable(Known now, String keyId) {
    return now.keys.containsKey(keyId) && clock.instant().isBefore(now.fresh);
  }

  private Known asked(String keyId) {
    fetching.lock();
    try {
      Instant at = clock.instant();
      if (!isUsable(known, keyId) && !at.isBefore(later(known.asked, REST))) {
        known = fetched(at);
      }
      return known;
    } finally {
      fetching.unlock();
    }
  }

  private Known fetched(Instant at) {
    try {
      KeySet fetched = document.fetch();
      return new Known(fetched.keys(), at.plus(bounded(fetched.maxAge())), at, "");
    } catch (KeysUnreachable unreachable) {
      return new Known(known.keys, known.fresh, at, unreachable.getMessage());
    }
  }

  private static Duration bounded(Duration maxAge) {
    if (maxAge.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return maxAge.compareTo(LONGEST) > 0 ? LONGEST : maxAge;
  }

  private static Instant later(Instant than, Duration by) {
    return than.equals(Instant.MIN) ? than : than.plus(by);
  }
}
