package dev.ferry.junit;

import java.security.SecureRandom;

/** The seed of a run for which no test says one. */
final class RunSeed {
  static final String PROPERTY = "ferry.seed";

  private static final int BOUND = 1_000_000_000;

  private RunSeed() {}

  /** The one of the system property, else a fresh one; short, to be copied by hand. */
  static long next() {
    String said = System.getProperty(PROPERTY);
    return said == null ? 1 + new SecureRandom().nextInt(BOUND) : parsed(said);
  }

  private static long parsed(String said) {
    try {
      return Long.parseLong(said.strip());
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "system property " + PROPERTY + ": '" + said + "' is no whole number", noNumber);
    }
  }
}
