/** Service Bus as a provider of channels. */
@NullMarked
package dev.ferry.azure;

import org.jspecify.annotations.NullMarked;
