/**
 * Messages, and how to publish and receive them on any broker.
 *
 * <p>A user holds concrete types: a {@link dev.ferry.messaging.Publisher} sends a {@link
 * dev.ferry.messaging.Message}, a {@link dev.ferry.messaging.Subscription} receives a {@link
 * dev.ferry.messaging.Delivery} and settles it. Both come from {@link
 * dev.ferry.messaging.Messaging}, which finds the provider by the scheme of an {@link
 * dev.ferry.messaging.Address}. What a broker can do is data: {@link
 * dev.ferry.messaging.Capabilities}.
 *
 * <pre>{@code
 * try (Messaging messaging = Messaging.load();
 *     Publisher orders = messaging.publisher("sqs://orders")) {
 *   orders.publish(Message.of("{\"orderId\":\"10248\"}"));
 * }
 * }</pre>
 */
@NullMarked
package dev.ferry.messaging;

import org.jspecify.annotations.NullMarked;
