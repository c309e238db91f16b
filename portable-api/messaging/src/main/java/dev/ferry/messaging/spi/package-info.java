/**
 * What a provider implements: one {@link dev.ferry.messaging.spi.MessagingProvider} found by
 * ServiceLoader, and three small drivers that each make one service call a method.
 *
 * <p>Validation, batching, metadata, threads and waiting are written once, in the portable types; a
 * driver translates. A provider's errors arrive as {@link dev.ferry.messaging.MessagingException}s,
 * mapped in one class of the provider.
 */
@NullMarked
package dev.ferry.messaging.spi;

import org.jspecify.annotations.NullMarked;
