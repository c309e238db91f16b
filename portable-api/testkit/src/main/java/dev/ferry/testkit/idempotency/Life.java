package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;

/** One message's life in a {@link Scene}. */
record Life(Scene scene, IdempotencyKey key) {
  ClaimRequest request(int round) {
    return ClaimRequest.of(key, round, Scene.LEASE, Scene.RETENTION);
  }

  /** What a new claim is answered. */
  Claim claim(int round) {
    return scene.store().claim(request(round));
  }

  /** A claim that is granted. */
  Claimed claimed(int round) {
    return claimed(round, scene.store());
  }

  /** A claim that is granted to a worker. */
  Claimed claimed(int round, IdempotencyStore worker) {
    return granted(worker.claim(request(round)));
  }

  static Claimed granted(Claim claim) {
    assertThat(claim).isInstanceOf(Claimed.class);
    return (Claimed) claim;
  }

  /** What a new claim is answered, in short: {@code InProgress}, {@code Claimed 2}. */
  String answer(int round) {
    return inShort(claim(round));
  }

  static String inShort(Claim claim) {
    String kind = claim.getClass().getSimpleName();
    return claim instanceof Claimed claimed ? kind + " " + claimed.attempt() : kind;
  }
}
