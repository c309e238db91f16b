/**
 * Service Bus in this JVM: queues, topics, subscriptions with rules, sessions, locks, scheduled and
 * deferred messages, duplicate detection, dead-letter queues and transactions, over AMQP on
 * loopback, for the real SDKs.
 *
 * <pre>{@code
 * try (ServiceBusPeer bus = ServiceBusPeer.start()) {
 *   bus.createQueue(QueueOptions.of("orders").withLock(Duration.ofSeconds(5)));
 *   new ServiceBusClientBuilder().connectionString(bus.connectionString())...
 * }
 * }</pre>
 *
 * <p>It keeps everything in memory. What it does not do: authorisation, TLS, rule actions,
 * partitions, batched deletes, messages above the standard tier's 256 KB.
 */
@NullMarked
package dev.ferry.peers.azure.servicebus;

import org.jspecify.annotations.NullMarked;
