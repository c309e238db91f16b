package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.Faults;
import java.util.function.Supplier;

/**
 * A store whose answers get lost: where {@link Fault#LOST_RESPONSE} strikes, at the point with the
 * name of the method, the call is carried out and then fails with DEADLINE_EXCEEDED, retryable.
 *
 * <p>A handler's own commit never loses its answer here. As safe for use by threads as the store
 * behind it, which {@link #close} closes.
 */
public final class LostResponseStore extends FaultyStore {
  private final Faults faults;

  /** A store that loses answers of {@code store} where {@code faults} says so. */
  public LostResponseStore(IdempotencyStore store, Faults faults) {
    super(store);
    this.faults = faults;
  }

  @Override
  <A> A call(String verb, Supplier<A> call) {
    A answer = call.get();
    if (faults.strikes(Fault.LOST_RESPONSE, verb)) {
      throw new MessagingException(
          ErrorCode.DEADLINE_EXCEEDED, true, verb + " in the store: no answer; repeat it");
    }
    return answer;
  }
}
