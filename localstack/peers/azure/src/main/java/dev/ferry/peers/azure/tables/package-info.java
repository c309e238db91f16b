/**
 * Azure Table storage, as far as the store of idempotency records and its ledgers ask for it: one
 * small server on loopback that the vendor's SDK talks to.
 *
 * <pre>{@code
 * try (TablesServer tables = TablesServer.start()) {
 *   new TableClientBuilder().connectionString(tables.connectionString()).tableName("records")...
 * }
 * }</pre>
 *
 * <p>Tables are made and dropped; entities inserted, read, merged, replaced, upserted and deleted,
 * with ETags; transactions of one partition are atomic and name the operation that failed; queries
 * take filters of comparisons and are continued. The limits are the service's: 64 KiB a property, 1
 * MiB an entity, 100 operations and 4 MiB a transaction, 1,000 entities a page. Signatures are not
 * checked. It can be told to be busy, and to lose answers.
 */
@NullMarked
package dev.ferry.peers.azure.tables;

import org.jspecify.annotations.NullMarked;
