package dev.ferry.functions;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Loads what a first message would load: the event's parser, the handler's codec, the store's
 * client with its connection, the answer. No handler runs.
 */
final class WarmUp implements Runnable {
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration RETENTION = Duration.ofMinutes(1);
  private static final String NOTHING = "{}";

  private final FunctionSource<?, ?, ?> source;
  private final Codec<?> codec;
  private final Optional<IdempotencyStore> store;
  private final Deployed deployed;

  WarmUp(
      FunctionSource<?, ?, ?> source,
      Codec<?> codec,
      Optional<IdempotencyStore> store,
      Deployed deployed) {
    this.source = source;
    this.codec = codec;
    this.store = store;
    this.deployed = deployed;
  }

  @Override
  public void run() {
    read(source);
    decode();
    store.ifPresent(this::claimAndGiveBack);
  }

  private <I, E> void read(FunctionSource<I, E, ?> from) {
    Instant now = deployed.timeline().now();
    E event = from.parse(from.example(NOTHING), now, now.plus(FunctionHost.SETTLING_MARGIN));
    from.read(event);
    from.answer(event, List.of());
    deployed.metrics().flush(line -> {});
  }

  /** A codec reads a body or refuses it, and loads its classes either way. */
  private void decode() {
    try {
      codec.decode(Body.of(NOTHING));
    } catch (Exception refused) {
      return;
    }
  }

  /** The two requests of every message, for a key that no message has. */
  private void claimAndGiveBack(IdempotencyStore records) {
    IdempotencyKey key =
        IdempotencyKey.of(deployed.settings().source(), deployed.settings().handler(), "warm-up");
    ClaimRequest request =
        new ClaimRequest(key, 0, deployed.randomness().token(), LEASE, RETENTION);
    try {
      if (records.claim(List.of(request)).get(0) instanceof Claimed claimed) {
        records.release(claimed, false);
      }
    } catch (MessagingException theFirstMessageWillSay) {
      return;
    }
  }
}
