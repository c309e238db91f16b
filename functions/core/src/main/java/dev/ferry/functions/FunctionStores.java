package dev.ferry.functions;

import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Opens the store that {@code FERRY_STORE} names: with a factory that the host knows by itself, and
 * only for a scheme that none of these has, with one that ServiceLoader finds; a cold start pays
 * for no look-up that it does not need.
 */
public final class FunctionStores {
  private final List<StoreFactory> known;

  /** Stores of these factories, and those on the class path. */
  public FunctionStores(List<StoreFactory> known) {
    this.known = List.copyOf(known);
  }

  /**
   * Opens a store.
   *
   * @throws MessagingException INVALID_ARGUMENT when nothing opens such an address
   */
  public IdempotencyStore open(Address address, Timeline timeline) {
    StoreFactory factory = factory(address);
    address.allowing(factory.parameters());
    return factory.open(address, timeline);
  }

  private StoreFactory factory(Address address) {
    for (StoreFactory factory : known) {
      if (factory.scheme().equals(address.scheme())) {
        return factory;
      }
    }
    for (StoreFactory factory : ServiceLoader.load(StoreFactory.class)) {
      if (factory.scheme().equals(address.scheme())) {
        return factory;
      }
    }
    throw MessagingException.invalid(
        "start function: variable %s names '%s', and nothing here opens '%s'; known are %s; add the store's artefact"
            .formatted(
                FunctionEnvironment.STORE,
                address,
                address.scheme(),
                known.stream().map(StoreFactory::scheme).toList()));
  }
}
