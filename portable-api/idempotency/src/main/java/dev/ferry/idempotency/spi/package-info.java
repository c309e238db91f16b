/**
 * What a store of records is made of: {@link dev.ferry.idempotency.spi.RecordStore} decides by
 * {@code LifeRules}, sends together what is asked for together and decides again where a write was
 * refused; a {@link dev.ferry.idempotency.spi.RecordDriver} makes the requests of one database.
 *
 * <p>A call begins with a guess of what the database has, which is right in the common case, so
 * that it takes one conditional write. A database either compares fields, or gives each record a
 * version and compares that; a driver says which by the versions it tells:
 *
 * <pre>{@code
 * new WriteResult.Done(""); // compares fields, as {@link dev.ferry.idempotency.spi.Expected} says
 * new WriteResult.Done(updateTime); // compares the version that it gave
 * }</pre>
 */
@NullMarked
package dev.ferry.idempotency.spi;

import org.jspecify.annotations.NullMarked;
