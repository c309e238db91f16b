package dev.ferry.messaging.broken;

import org.assertj.core.api.SoftAssertions;

/** Breaks a rule by needing more than the JDK. */
public final class NeedsALibrary {
  Object use() {
    return new SoftAssertions();
  }
}
