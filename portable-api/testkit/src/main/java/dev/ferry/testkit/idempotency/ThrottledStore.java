package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.Faults;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store that has too much to do: where {@link Fault#THROTTLE} strikes, at the point with the name
 * of the method, the call fails with RESOURCE_EXHAUSTED, retryable, and nothing was done. Where
 * {@link Fault#PARTIAL_BATCH_FAILURE} strikes at {@code claim}, the first half of the claims was
 * made, and nobody is told which.
 *
 * <p>A handler's own commit is not throttled here. As safe for use by threads as the store behind
 * it, which {@link #close} closes.
 */
public final class ThrottledStore extends FaultyStore {
  private final Faults faults;

  /** A store that refuses calls of {@code store} where {@code faults} says so. */
  public ThrottledStore(IdempotencyStore store, Faults faults) {
    super(store);
    this.faults = faults;
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    if (faults.strikes(Fault.PARTIAL_BATCH_FAILURE, "claim")) {
      super.claim(requests.subList(0, requests.size() / 2));
      throw refused("claim");
    }
    return super.claim(requests);
  }

  @Override
  <A> A call(String verb, Supplier<A> call) {
    if (faults.strikes(Fault.THROTTLE, verb)) {
      throw refused(verb);
    }
    return call.get();
  }

  private static MessagingException refused(String verb) {
    return new MessagingException(
        ErrorCode.RESOURCE_EXHAUSTED, true, verb + " in the store: throttled; repeat it later");
  }
}
