/**
 * JSON payloads, read strictly: what is not exactly what a record says is refused, not guessed at.
 *
 * <p>Adapters are generated at compile time, so that nothing is looked up by reflection in a cold
 * start. They read through the reader of this package instead of avaje-jsonb's own, which takes
 * {@code "12"} for a number, {@code null} for 0, a key's second value for its first, and passes
 * over missing commas.
 *
 * <pre>{@code
 * Codec<Order> orders = JsonCodec.of(Order.class);
 * }</pre>
 */
@NullMarked
package dev.ferry.samples.orders.json;

import org.jspecify.annotations.NullMarked;
