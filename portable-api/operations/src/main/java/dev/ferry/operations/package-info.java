/**
 * What an operator does with dead letters, over any provider: list them, look without taking, send
 * them round again, or park them.
 *
 * <p>A redrive begins a new round of a message's life. After the rounds that the policy allows a
 * message is parked, where nobody consumes it. A letter is acknowledged only after its copy is
 * stored, so that a crash makes two copies of one round and never none; the broker's duplicate
 * detection or the idempotency record folds them.
 *
 * <pre>{@code
 * DeadLetters letters =
 *     DeadLetters.builder()
 *         .from(messaging.subscription("sqs://payment-dlq"))
 *         .redriveTo("payment", messaging.publisher("sqs://payment"))
 *         .parkTo(messaging.publisher("sqs://payment-park"))
 *         .build();
 * DeadLetterSummary summary = letters.list();
 * RedriveResult result =
 *     letters.redrive(
 *         RedriveRequest.builder()
 *             .filter(DeadLetterFilter.exception("java.net.ConnectException"))
 *             .messagesPerSecond(20)
 *             .build());
 * }</pre>
 */
@NullMarked
package dev.ferry.operations;

import org.jspecify.annotations.NullMarked;
