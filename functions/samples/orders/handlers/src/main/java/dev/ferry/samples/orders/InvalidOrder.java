package dev.ferry.samples.orders;

/** An order that can be read but not fulfilled, today or ever: dead-lettered at once. */
public final class InvalidOrder extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidOrder(String orderId, String flaw) {
    super("place order '" + orderId + "': " + flaw);
  }
}
