package dev.ferry.cli.demo;

import dev.ferry.cli.demo.trouble.Trouble;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the demo is asked to do.
 *
 * @param orders a file of JSON lines; null for generated orders
 * @param generated how many orders are generated when there is no file
 * @param seed decides everything that is left to chance
 * @param duplicates the chance that the broker delivers a second copy of a message
 * @param failures the chance that a message fails at a handler on its first one or two attempts
 * @param poison how many messages are added that no handler can ever handle
 * @param outage the handler that fails for a while; null for none
 * @param crash whether the process dies at each of the crash points
 * @param fifo whether the orders of a customer keep their order
 * @param without what is left out, to see what it is for; null for nothing
 */
record DemoSettings(
    @Nullable Path orders,
    int generated,
    long seed,
    double duplicates,
    double failures,
    int poison,
    @Nullable String outage,
    boolean crash,
    boolean fifo,
    @Nullable Without without) {

  /** What functions of the demo are told, in variables of their own. */
  Map<String, String> trouble(String control) {
    return Trouble.variables(
        control,
        seed,
        failures,
        duplicates,
        outage == null ? "" : outage,
        without == Without.RETRY);
  }

  /** A part of the failure contract that can be left out. */
  enum Without {
    /** No store: duplicates run again. */
    IDEMPOTENCY,
    /** A failure is logged and the message acknowledged. */
    RETRY
  }
}
