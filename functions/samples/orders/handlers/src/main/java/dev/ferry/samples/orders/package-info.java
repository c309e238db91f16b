/**
 * An event-driven order system, as handlers written once: an order is placed, stock reserved, the
 * payment taken, the customer notified, and everything audited.
 *
 * <p>Every effect is an entry in an append-only ledger, committed together with the record that
 * says the message is done. Nothing here knows on which cloud, or on which host, it runs.
 */
@NullMarked
package dev.ferry.samples.orders;

import org.jspecify.annotations.NullMarked;
