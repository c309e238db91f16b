package dev.ferry.samples.orders;

import dev.ferry.processing.Context;
import dev.ferry.processing.MessageHandler;
import java.math.BigDecimal;

/** Tells the customer that an order is paid. */
final class NotifyCustomer implements MessageHandler<PaymentTaken> {
  private final Ledger ledger;

  NotifyCustomer(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(PaymentTaken payment, Context context) {
    String said =
        "Paid: %s %s".formatted(BigDecimal.valueOf(payment.amountCents(), 2), payment.currency());
    ledger.record(Entry.of(Entry.Kind.NOTIFICATION, context, payment, said), context.completion());
  }
}
