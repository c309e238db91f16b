package dev.ferry.samples.aws;

import dev.ferry.functions.aws.SqsFunction;
import dev.ferry.samples.orders.OrdersApp;

/**
 * The entry class of every function of the order system; {@code FERRY_HANDLER} tells them apart.
 */
public final class OrdersOnLambda extends SqsFunction {
  /** For Lambda, which makes it. */
  public OrdersOnLambda() {
    super(new OrdersApp(DynamoLedger.fromEnvironment()));
  }
}
