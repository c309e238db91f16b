package dev.ferry.functions.aws;

/**
 * What becomes of a process whose handler would not stop. Where it serves one invocation at a time
 * it ends: an answer would freeze the handler, and the next invocation would let it go on. The
 * whole batch comes again, the finished ones as completed records. Where it serves many at once the
 * handler is left behind, its record's lease not renewed, and its message comes again.
 */
final class Abandoned {
  private static final String AT_ONCE = "AWS_LAMBDA_MAX_CONCURRENCY";

  private Abandoned() {}

  /** What to do, as the process is deployed. */
  static Runnable of(Deployed deployed) {
    if (servesMany(deployed.environment().find(AT_ONCE).orElse("1"))) {
      return () -> {};
    }
    return () -> {
      deployed.flush();
      deployed.setup().exit().run();
    };
  }

  private static boolean servesMany(String atOnce) {
    try {
      return Integer.parseInt(atOnce) > 1;
    } catch (NumberFormatException notSaid) {
      return false;
    }
  }
}
