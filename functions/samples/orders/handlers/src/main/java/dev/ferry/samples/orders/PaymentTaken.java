package dev.ferry.samples.orders;

import io.avaje.jsonb.Json;

/**
 * An order was paid. Immutable.
 *
 * @param orderId the order
 * @param customerId who paid
 * @param amountCents what was paid, in hundredths of the currency
 * @param currency three letters
 */
@Json
public record PaymentTaken(String orderId, String customerId, Long amountCents, String currency) {
  /**
   * Checks that it is complete.
   *
   * @throws IncompletePayload naming the field
   */
  public PaymentTaken {
    orderId = Required.id("orderId", orderId);
    customerId = Required.id("customerId", customerId);
    amountCents = Required.value("amountCents", amountCents);
    currency = Required.text("currency", currency);
  }

  static PaymentTaken of(OrderPlaced order) {
    return new PaymentTaken(
        order.orderId(), order.customerId(), order.amountCents(), order.currency());
  }
}
