package dev.ferry.samples.orders;

import dev.ferry.processing.Application;
import dev.ferry.processing.Wiring;

/**
 * The order system: six handlers by the names that {@code topology.yaml} has for them. Numbers
 * (attempts, delays, budgets) are said there; here is said what a failure means. What is not named
 * is retried, and no failure is dropped.
 */
public final class OrdersApp implements Application {
  /** The queue of orders to be placed. */
  public static final String ORDERS = "orders";

  /** The topic that tells what happened to orders. */
  public static final String ORDER_EVENTS = "order-events";

  private final Ledger ledger;

  /** The system that keeps its effects in {@code ledger}, which stays the caller's. */
  public OrdersApp(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void configure(Wiring wiring) {
    wiring
        .handler("place-order", OrderMessages.orders(), () -> new PlaceOrder(ledger))
        .deadLetterOn(InvalidOrder.class);
    wiring.handler("inventory", OrderMessages.ordersPlaced(), () -> new ReserveStock(ledger));
    wiring
        .handler("payment", OrderMessages.ordersPlaced(), () -> new TakePayment(ledger))
        .deadLetterOn(PaymentRefused.class);
    wiring.handler("notification", OrderMessages.paymentsTaken(), () -> new NotifyCustomer(ledger));
    wiring.handler("audit-orders", OrderMessages.ordersPlaced(), () -> new AuditOrder(ledger));
    wiring.handler("audit-payments", OrderMessages.paymentsTaken(), () -> new AuditPayment(ledger));
  }
}
