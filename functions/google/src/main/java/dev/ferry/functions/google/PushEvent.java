package dev.ferry.functions.google;

import dev.ferry.messaging.spi.InboundMessage;
import org.jspecify.annotations.Nullable;

/**
 * One message, as Pub/Sub pushes it.
 *
 * @param message the message
 * @param trace the trace of the request; null for none
 */
record PushEvent(InboundMessage message, @Nullable String trace) {}
