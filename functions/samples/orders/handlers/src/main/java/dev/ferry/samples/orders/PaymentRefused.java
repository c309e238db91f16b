package dev.ferry.samples.orders;

/** A payment that can never be taken: dead-lettered at once. */
public final class PaymentRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  PaymentRefused(String orderId, String reason) {
    super("take payment of order '" + orderId + "': " + reason);
  }
}
