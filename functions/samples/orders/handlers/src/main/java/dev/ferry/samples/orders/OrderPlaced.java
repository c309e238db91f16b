package dev.ferry.samples.orders;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * An order was placed: what stock and payment need of it. Immutable.
 *
 * @param orderId the order
 * @param customerId who buys
 * @param customer the customer's name
 * @param currency three letters
 * @param amountCents what is to be paid, in hundredths of the currency
 * @param items what is bought
 */
@Json
public record OrderPlaced(
    String orderId,
    String customerId,
    String customer,
    String currency,
    Long amountCents,
    List<Item> items) {

  /**
   * Checks that it is complete.
   *
   * @throws IncompletePayload naming the field
   */
  public OrderPlaced {
    orderId = Required.id("orderId", orderId);
    customerId = Required.id("customerId", customerId);
    customer = Required.text("customer", customer);
    currency = Required.text("currency", currency);
    amountCents = Required.value("amountCents", amountCents);
    items = Required.list("items", items);
  }

  static OrderPlaced of(Order order) {
    return new OrderPlaced(
        order.orderId(),
        order.customerId(),
        order.customer(),
        order.currency(),
        order.amountCents(),
        order.items());
  }
}
