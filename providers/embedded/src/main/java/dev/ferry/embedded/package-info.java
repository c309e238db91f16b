/**
 * The reference broker: queues, topics and subscriptions in memory, strict about everything that
 * the clouds' brokers are strict about.
 *
 * <p>{@link dev.ferry.embedded.EmbeddedBroker} has leases, delivery counts, delay, ordering keys,
 * partitions, filters, dead letters, deduplication, retention, replay and an acknowledgement log.
 * Time is a clock that a test may control, and duplicates, reordering, lost leases and crashes come
 * from a seed (see {@link dev.ferry.embedded.FaultPoint}), so that a run can be had again exactly.
 * {@link dev.ferry.embedded.EmbeddedProvider} serves {@code embedded:NAME} addresses.
 *
 * <p>What is decided here and not in the portable API:
 *
 * <ul>
 *   <li>Limits are those of SQS: 1 MiB and 10 attributes a message, 10 messages and 1 MiB a batch,
 *       15 minutes of delay, leases of 12 hours counted from the receive.
 *   <li>On an ordered queue a key gives nothing while a message of it is leased, and nothing later
 *       than a message of it that waits for a time. One receive may give several of a key.
 *   <li>A deduplication id is remembered for the window, whatever became of its message; a second
 *       message with it is accepted and dropped.
 *   <li>A message that was delivered as often as its queue allows moves to the dead-letter queue
 *       when it would be received next. It gets the attributes {@code DeadLetterSource} and {@code
 *       DeadLetterReason} (and {@code DeadLetterDescription} where somebody gave one), which do not
 *       count as its own and are not taken over from a publisher.
 *   <li>A queue with partitions spreads ordering keys over them, and message ids where there is no
 *       key; each partition is read by one consumer at a time. A consumer joins with its first
 *       receive, and leaves when it closes, when a lease of its runs out while it does not wait for
 *       messages, or after the session timeout; the others keep what they have.
 *   <li>Each queue of a topic is a consumer group: it gets all that passes its filter.
 *   <li>A seek delivers again what was stored at the point or later, as if for the first time, and
 *       takes everything earlier as settled.
 * </ul>
 */
@NullMarked
package dev.ferry.embedded;

import org.jspecify.annotations.NullMarked;
