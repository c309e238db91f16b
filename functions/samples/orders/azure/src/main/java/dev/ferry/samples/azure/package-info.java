/**
 * The order system on Azure: {@link dev.ferry.samples.azure.OrdersOnAzure} is the entry class of
 * every function app; its {@link dev.ferry.samples.azure.TablesLedger ledger} is in the table of
 * the records, so that entries are committed together with the completions of their messages. The
 * handlers are those of every other host.
 */
@NullMarked
package dev.ferry.samples.azure;

import org.jspecify.annotations.NullMarked;
