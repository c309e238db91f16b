package dev.ferry.samples.orders;

import dev.ferry.processing.Context;
import dev.ferry.processing.MessageHandler;

/** Keeps account of every payment taken. */
final class AuditPayment implements MessageHandler<PaymentTaken> {
  private final Ledger ledger;

  AuditPayment(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(PaymentTaken payment, Context context) {
    ledger.record(
        Entry.of(Entry.Kind.PAYMENT_AUDIT, context, payment, payment.currency()),
        context.completion());
  }
}
