package dev.ferry.messaging.broken;

import dev.ferry.embedded.broken.Provider;

/** Breaks a rule by knowing {@link Provider}. */
public final class KnowsAProvider {
  Object use() {
    return new Provider();
  }
}
