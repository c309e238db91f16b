package dev.ferry.embedded.broken;

import dev.ferry.junit.broken.OtherProvider;

/** Breaks a rule by knowing {@link OtherProvider}. */
public final class SeesAnotherProvider {
  Object use() {
    return new OtherProvider();
  }
}
