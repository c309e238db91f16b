package dev.ferry.functions.google;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a push subscription or an event trigger hands over.
 *
 * @param body the message in Pub/Sub's wrapping
 * @param trace the trace of the request, as Cloud Logging names it; null for none
 */
record Push(InputStream body, @Nullable String trace) {}
