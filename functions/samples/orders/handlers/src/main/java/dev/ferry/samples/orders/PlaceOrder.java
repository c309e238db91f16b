package dev.ferry.samples.orders;

import dev.ferry.processing.Context;
import dev.ferry.processing.MessageHandler;

/** Takes an order in, and tells everybody. */
final class PlaceOrder implements MessageHandler<Order> {
  private final Ledger ledger;

  PlaceOrder(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(Order order, Context context) {
    order.check();
    context.publish(OrdersApp.ORDER_EVENTS, OrderMessages.of(OrderPlaced.of(order)));
    ledger.record(
        Entry.of(Entry.Kind.ORDER, context, order, order.currency()), context.completion());
  }
}
