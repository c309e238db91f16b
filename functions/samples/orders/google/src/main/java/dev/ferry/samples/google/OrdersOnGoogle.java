package dev.ferry.samples.google;

import dev.ferry.functions.google.PubSubFunction;
import dev.ferry.samples.orders.OrdersApp;

/**
 * The entry class of every function of the order system; {@code FERRY_HANDLER} tells them apart.
 */
public final class OrdersOnGoogle extends PubSubFunction {
  /** For the functions framework, which makes it. */
  public OrdersOnGoogle() {
    super(new OrdersApp(FirestoreLedger.fromEnvironment()));
  }
}
