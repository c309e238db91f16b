package dev.ferry.cli.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of every message: the auditor's part, and what was counted on the way.
 *
 * @param audit the auditor's part
 * @param handled runs of handlers that completed
 * @param retries runs that failed and were tried again
 * @param duplicatesDelivered copies that the broker made
 * @param duplicatesSuppressed deliveries that found their message done, dead or in a later life
 * @param redriven dead letters that went back to their handler
 * @param crashes the points at which the process died
 * @param reasons dead letters sent, by handler and reason
 * @param stories what the dead letters say that the auditor found
 * @param earlyRetries attempts that began before the delay of their policy was over; below 0 where
 *     nobody could tell
 * @param refusedLines what was wrong with lines of the input
 * @param seed what decided everything that was left to chance
 * @param elapsedMs how long it took, in real time
 * @param simulatedMs how long it took, in simulated time
 */
record Account(
    Audit audit,
    long handled,
    long retries,
    long duplicatesDelivered,
    long duplicatesSuppressed,
    long redriven,
    List<String> crashes,
    Map<String, Long> reasons,
    List<Story> stories,
    long earlyRetries,
    List<String> refusedLines,
    long seed,
    long elapsedMs,
    long simulatedMs) {
  private static final int MOST_STORIES = 100;

  /**
   * What the auditor found, from the input, the ledger and peeks alone.
   *
   * @param published distinct inputs
   * @param effects entries of the ledger
   * @param lost pairs of message and subscription with neither an effect nor a dead letter
   * @param doubled pairs with more than one effect, or with an effect and a dead letter
   * @param deadLettered distinct pairs in dead-letter and park queues
   * @param untold dead letters that do not say why, how often, or by which failure
   * @param outOfOrder effects that came after one of a later order of the same customer
   * @param paidCents the sum of all payments
   */
  record Audit(
      long published,
      long effects,
      long lost,
      long doubled,
      long deadLettered,
      long untold,
      long outOfOrder,
      long paidCents) {}

  /** Whether nothing was lost, nothing done twice, and every dead letter says why it is one. */
  boolean sound() {
    return audit.lost() == 0 && audit.doubled() == 0 && audit.untold() == 0;
  }

  /** The fields of the JSON object, in their order. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("published", audit.published());
    fields.put("handled", handled);
    fields.put("effects", audit.effects());
    fields.put("retries", retries);
    fields.put("duplicatesDelivered", duplicatesDelivered);
    fields.put("duplicatesSuppressed", duplicatesSuppressed);
    fields.put("deadLettered", audit.deadLettered());
    fields.put("redriven", redriven);
    fields.put("lost", audit.lost());
    fields.put("doubled", audit.doubled());
    fields.put("untold", audit.untold());
    fields.put("outOfOrder", audit.outOfOrder());
    fields.put("paidCents", audit.paidCents());
    fields.put("crashes", crashes.size());
    fields.put("crashPoints", crashes);
    fields.put("deadLetterReasons", reasons);
    fields.put("deadLetters", stories.stream().limit(MOST_STORIES).map(Story::fields).toList());
    if (earlyRetries >= 0) {
      fields.put("earlyRetries", earlyRetries);
    }
    fields.put("refusedLines", refusedLines);
    fields.put("seed", seed);
    fields.put("elapsedMs", elapsedMs);
    fields.put("simulatedMs", simulatedMs);
    return fields;
  }
}
