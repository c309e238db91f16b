package dev.ferry.samples.orders;

import io.avaje.jsonb.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order as a shop sends it. Immutable. A complete one need not make sense: {@link #check()} says
 * whether it does. The amount is boxed so that one left out is not read as 0.
 *
 * @param orderId the order
 * @param customerId who buys; orders of one customer keep their order on ordered channels
 * @param customer the customer's name
 * @param country where the customer is
 * @param orderedAt when it was ordered
 * @param currency three letters, such as {@code USD}
 * @param amountCents what is to be paid, in hundredths of the currency
 * @param items what is bought
 */
@Json
public record Order(
    String orderId,
    String customerId,
    String customer,
    String country,
    Instant orderedAt,
    String currency,
    Long amountCents,
    List<Item> items) {

  /**
   * Checks that it is complete.
   *
   * @throws IncompletePayload naming the field
   */
  public Order {
    orderId = Required.id("orderId", orderId);
    customerId = Required.id("customerId", customerId);
    customer = Required.text("customer", customer);
    country = Required.text("country", country);
    orderedAt = Required.value("orderedAt", orderedAt);
    currency = Required.text("currency", currency);
    amountCents = Required.value("amountCents", amountCents);
    items = Required.list("items", items);
  }

  /**
   * Checks that it can be fulfilled.
   *
   * <p>The amount is the shop's word. It is not held against the items: shops round half a cent up
   * or down, by the line or by the order.
   *
   * @throws InvalidOrder when it cannot
   */
  void check() {
    require(amountCents >= 0, "the amount is negative");
    require(
        currency.length() == 3 && currency.chars().allMatch(c -> c >= 'A' && c <= 'Z'),
        "the currency is not three capital letters");
    require(!items.isEmpty(), "it has no items");
    for (Item item : items) {
      require(item.quantity() > 0, "the quantity of an item is not positive");
      require(
          new BigDecimal(item.discount()).compareTo(BigDecimal.ONE) <= 0,
          "the discount of an item is more than its price");
    }
  }

  private void require(boolean holds, String flaw) {
    if (!holds) {
      throw new InvalidOrder(orderId, flaw);
    }
  }
}
