/**
 * An event-driven order system, as handlers written once: an order is placed, stock reserved, the
 * payment taken, the customer notified, and everything audited.
 *
 * <p>Every effect is an {@link dev.ferry.samples.orders.Entry} in an append-only {@link
 * dev.ferry.samples.orders.Ledger}, committed together with the record that says the message is
 * done. Nothing here knows on which cloud, or on which host, it runs:
 *
 * <pre>{@code
 * InMemoryLedger ledger = new InMemoryLedger();
 * Wiring wiring = Wiring.of(new OrdersApp(ledger));
 * }</pre>
 */
@NullMarked
package dev.ferry.samples.orders;

import org.jspecify.annotations.NullMarked;
