/**
 * Records of messages' lives in a table of Azure Table storage.
 *
 * <p>An entity for each message, fenced by its ETag: a write that finds another ETag reads what is
 * there and is decided again by state and token. Records share a few partitions, so that the claims
 * of a batch are one entity-group transaction, and so that a handler's own entities in the record's
 * partition can be committed together with its completion, see {@link
 * dev.ferry.azuretables.TablesCommit}. Tables have no time to live: {@link
 * dev.ferry.azuretables.RecordSweep} deletes what has expired.
 *
 * <pre>{@code
 * IdempotencyStore store =
 *     AzureTablesIdempotencyStore.builder("records").connectionString(connection).build();
 * }</pre>
 */
@NullMarked
package dev.ferry.azuretables;

import org.jspecify.annotations.NullMarked;
