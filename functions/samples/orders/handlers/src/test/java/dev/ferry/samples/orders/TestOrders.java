package dev.ferry.samples.orders;

import java.time.Instant;
import java.util.List;

/** Orders for tests. */
final class TestOrders {
  static final Item ITEM = new Item("A01", "Figs", 2, "14.00", "0.25");
  static final Order ORDER =
      new Order(
          "4711",
          "C01",
          "Łukasik Market",
          "Poland",
          Instant.parse("2026-01-02T08:00:00Z"),
          "USD",
          2100L,
          List.of(ITEM, new Item("A02", "Barley", 1, "0.00", "0")));

  private TestOrders() {}

  static Order withAmount(long cents) {
    return order("USD", cents, ORDER.items());
  }

  static Order withCurrency(String currency) {
    return order(currency, ORDER.amountCents(), ORDER.items());
  }

  static Order withItems(Item... items) {
    return order("USD", ORDER.amountCents(), List.of(items));
  }

  private static Order order(String currency, long cents, List<Item> items) {
    return new Order(
        ORDER.orderId(),
        ORDER.customerId(),
        ORDER.customer(),
        ORDER.country(),
        ORDER.orderedAt(),
        currency,
        cents,
        items);
  }
}
