package dev.ferry.samples.orders;

import dev.ferry.processing.Context;
import dev.ferry.processing.MessageHandler;

/** Keeps account of every order placed. */
final class AuditOrder implements MessageHandler<OrderPlaced> {
  private final Ledger ledger;

  AuditOrder(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(OrderPlaced order, Context context) {
    ledger.record(
        Entry.of(Entry.Kind.ORDER_AUDIT, context, order, order.currency()), context.completion());
  }
}
