package dev.ferry.cli.cloud;

import java.util.Map;

/** Functions that are deployed, one for each handler. Safe for use by threads. */
public interface Functions extends AutoCloseable {
  /** Begins to feed them. */
  void start();

  /**
   * What each handler's function did so far, as far as the host tells; empty where it tells
   * nothing.
   */
  Map<String, Counts> counts();

  /** Feeds them no more, and ends them: in bounded time, no process stays. Idempotent. */
  @Override
  void close();

  /**
   * What a function did so far.
   *
   * @param running invocations that run now
   * @param handled messages that it is done with
   * @param givenBack messages left to come again
   * @param errors invocations that ended with an error
   * @param crashes invocations whose process died, or ran over its time
   */
  record Counts(long running, long handled, long givenBack, long errors, long crashes) {}
}
