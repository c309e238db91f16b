/** Handlers as functions on Google Cloud. */
@NullMarked
package dev.ferry.functions.google;

import org.jspecify.annotations.NullMarked;
