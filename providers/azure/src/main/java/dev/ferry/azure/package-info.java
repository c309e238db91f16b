/**
 * Service Bus as a provider of channels: queues, topics, and queues with sessions, which keep the
 * order of keys.
 *
 * <pre>{@code
 * try (Messaging messaging = Messaging.create();
 *     Publisher orders = messaging.publisher("servicebus://shop/orders")) {
 *   orders.publish(Message.of("order 1"));
 * }
 * }</pre>
 *
 * <p>A connection string in {@code FERRY_SERVICEBUS} opens namespaces, or the identity that
 * azure-identity finds, which is looked up only then. A retry with a delay is a copy that is
 * scheduled in the transaction that completes the message; what it carries for the next delivery is
 * in the property {@code ferry-hop}.
 */
@NullMarked
package dev.ferry.azure;

import org.jspecify.annotations.NullMarked;
