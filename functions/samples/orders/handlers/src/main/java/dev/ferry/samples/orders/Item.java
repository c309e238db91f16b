package dev.ferry.samples.orders;

import io.avaje.jsonb.Json;
import java.math.BigDecimal;

/**
 * One line of an order. Immutable. The quantity is boxed so that one left out is not read as 0.
 *
 * @param sku what is bought
 * @param name what it is called
 * @param quantity how many
 * @param unitPrice the price of one, a decimal number in the order's currency
 * @param discount the part of the price that is let off, a decimal number from 0 to 1
 */
@Json
public record Item(String sku, String name, Integer quantity, String unitPrice, String discount) {
  /**
   * Checks that it is complete.
   *
   * @throws IncompletePayload naming the field
   */
  public Item {
    sku = Required.id("sku", sku);
    name = Required.text("name", name);
    quantity = Required.value("quantity", quantity);
    unitPrice = Required.decimal("unitPrice", unitPrice);
    discount = Required.decimal("discount", discount);
  }

  /** What the line costs after discount, in the order's currency, not rounded. */
  public BigDecimal total() {
    return new BigDecimal(unitPrice)
        .multiply(BigDecimal.valueOf(quantity))
        .multiply(BigDecimal.ONE.subtract(new BigDecimal(discount)));
  }
}
