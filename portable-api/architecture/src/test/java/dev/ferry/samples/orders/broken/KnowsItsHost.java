package dev.ferry.samples.orders.broken;

import dev.ferry.functions.broken.Host;

/** Breaks a rule by knowing {@link Host}. */
public final class KnowsItsHost {
  Object use() {
    return new Host();
  }
}
