package dev.ferry.samples.orders.suite;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.Ledger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A ledger, and the records in whose store it is.
 *
 * @param ledger the ledger, which is empty
 * @param store the records, on the contract's time and with its {@link LedgerContract#SKEW}
 * @param entries reads all entries, as they were made
 * @param ofOrder reads the entries of one order
 */
public record LedgerInStore(
    Ledger ledger,
    IdempotencyStore store,
    Supplier<Stream<Entry>> entries,
    Function<String, Stream<Entry>> ofOrder) {}
