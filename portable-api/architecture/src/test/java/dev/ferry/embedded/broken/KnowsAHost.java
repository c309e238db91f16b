package dev.ferry.embedded.broken;

import dev.ferry.functions.broken.Host;

/** Breaks a rule by knowing {@link Host}. */
public final class KnowsAHost {
  Object use() {
    return new Host();
  }
}
