/** Pub/Sub as a provider of channels. */
@NullMarked
package dev.ferry.google;

import org.jspecify.annotations.NullMarked;
