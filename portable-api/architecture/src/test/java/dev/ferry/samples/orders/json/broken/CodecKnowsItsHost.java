package dev.ferry.samples.orders.json.broken;

import dev.ferry.functions.broken.Host;

/** Breaks a rule by knowing {@link Host}. */
public final class CodecKnowsItsHost {
  Object use() {
    return new Host();
  }
}
