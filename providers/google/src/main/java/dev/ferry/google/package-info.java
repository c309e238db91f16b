/**
 * Pub/Sub: topics, and subscriptions that a worker pulls from.
 *
 * <p>{@link dev.ferry.google.PubSubProvider} serves {@code pubsub://project/name}. A queue is a
 * topic and a subscription of one name: to the topic publish those who send to the queue, a redrive
 * above all, and from the subscription reads its handler. A queue that has what other topics get
 * has a further subscription on each of them, and its handler reads all as one.
 *
 * <pre>{@code
 * Messaging messaging = Messaging.load();
 * Publisher publisher = messaging.publisher("pubsub://shop/order-events");
 * Subscription orders = messaging.subscription("pubsub://shop/orders");
 * }</pre>
 *
 * <p>{@code PUBSUB_EMULATOR_HOST} sends everything to an emulator; else credentials are those of
 * the environment (application default credentials), never ours.
 */
@NullMarked
package dev.ferry.google;

import org.jspecify.annotations.NullMarked;
