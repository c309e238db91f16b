package dev.ferry.junit;

/**
 * Goes with the failure of a test as a suppressed exception: the seed that repeats it, and what had
 * happened by then.
 */
final class HowToRepeat extends RuntimeException {
  private static final long serialVersionUID = 1;

  private HowToRepeat(String text) {
    super(text, null, false, false);
  }

  static HowToRepeat of(TestSystem system) {
    return new HowToRepeat(
        """
        Seed %1$d decided what was left to chance. To repeat this run, set seed = %1$dL, or run the \
        test with -D%2$s=%1$d.
        %3$s"""
            .formatted(system.seed(), RunSeed.PROPERTY, system));
  }
}
