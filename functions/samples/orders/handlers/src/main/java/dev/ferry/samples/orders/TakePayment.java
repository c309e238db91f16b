package dev.ferry.samples.orders;

import dev.ferry.processing.Context;
import dev.ferry.processing.MessageHandler;

/** Takes the payment of an order, once, and tells everybody. */
final class TakePayment implements MessageHandler<OrderPlaced> {
  private final Ledger ledger;

  TakePayment(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(OrderPlaced order, Context context) {
    if (order.amountCents() < 0) {
      throw new PaymentRefused(order.orderId(), "the amount is negative");
    }
    context.publish(OrdersApp.ORDER_EVENTS, OrderMessages.of(PaymentTaken.of(order)));
    ledger.record(
        Entry.of(Entry.Kind.PAYMENT, context, order, order.currency()), context.completion());
  }
}
