package dev.ferry.benchmarks.lambda;

import dev.ferry.samples.aws.OrdersOnLambda;

/**
 * The functions that are compared; each does the same with the same requests to the same tables.
 */
enum Variant {
  FERRY(OrdersOnLambda.class),
  HAND_MADE_STREAM(HandMadeStream.class),
  HAND_MADE_EVENTS(HandMadeEvents.class);

  private final Class<?> entry;

  Variant(Class<?> entry) {
    this.entry = entry;
  }

  /** The class that the runtime makes. */
  Class<?> entry() {
    return entry;
  }
}
