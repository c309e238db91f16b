package dev.ferry.samples.orders;

import static java.util.stream.Collectors.joining;

import dev.ferry.processing.Context;
import dev.ferry.processing.MessageHandler;

/** Reserves the stock of an order: of each article so many. */
final class ReserveStock implements MessageHandler<OrderPlaced> {
  private final Ledger ledger;

  ReserveStock(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(OrderPlaced order, Context context) {
    String reserved =
        order.items().stream()
            .map(item -> item.quantity() + " x " + item.sku())
            .collect(joining(", "));
    ledger.record(Entry.of(Entry.Kind.RESERVATION, context, order, reserved), context.completion());
  }
}
