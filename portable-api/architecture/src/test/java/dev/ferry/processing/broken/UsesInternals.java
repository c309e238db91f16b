package dev.ferry.processing.broken;

import dev.ferry.messaging.internal.broken.Internal;

/** Breaks a rule by knowing {@link Internal}. */
public final class UsesInternals {
  Object use() {
    return new Internal();
  }
}
