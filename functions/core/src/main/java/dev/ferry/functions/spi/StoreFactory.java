package dev.ferry.functions.spi;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import java.util.Set;

/**
 * Opens stores of one scheme of {@code FERRY_STORE}. Its no-arg constructor opens nothing. Safe for
 * use by any number of threads.
 */
public interface StoreFactory {
  /** The scheme of its addresses, such as {@code dynamodb}. */
  String scheme();

  /** An address of its own, for people: {@code dynamodb:TABLE}. */
  String example();

  /** The parameters that its addresses may have; every other is refused before it is asked. */
  Set<String> parameters();

  /**
   * Opens a store, without a service call: a cold start waits for it.
   *
   * @param address such as {@code dynamodb:ferry-records}
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when the address is not one of
   *     its own
   */
  IdempotencyStore open(Address address, Timeline timeline);
}
