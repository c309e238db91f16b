/**
 * The records of messages' lives in a DynamoDB table.
 *
 * <p>{@link dev.ferry.dynamodb.DynamoIdempotencyStore} decides by {@code LifeRules} and writes
 * under the condition that what it decided upon is still so. A handler commits its effect together
 * with the completion where both are in DynamoDB:
 *
 * <pre>{@code
 * completion
 *     .unwrap(DynamoCommit.class)
 *     .orElseThrow()
 *     .commit(List.of(putPayment));
 * }</pre>
 *
 * <p>A running store asks through one seam, {@link dev.ferry.idempotency.spi.RecordDriver}, which
 * knows nothing of the SDK.
 */
@NullMarked
package dev.ferry.dynamodb;

import org.jspecify.annotations.NullMarked;
