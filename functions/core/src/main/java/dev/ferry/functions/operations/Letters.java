package dev.ferry.functions.operations;

import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.messaging.MessagingException;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.Fate;
import dev.ferry.operations.OperationsMetric;
import dev.ferry.operations.Progress;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run found and did, for its metrics and its answer. A letter that is tried several times is
 * found once. One thread.
 */
final class Letters implements Progress {
  private final Set<String> known = new HashSet<>();
  private final Map<String, Long> byReason = new TreeMap<>();
  private final Map<Fate, Long> byFate = new TreeMap<>();
  private Duration oldest = Duration.ZERO;

  @Override
  public void handled(DeadLetter letter, Fate fate) {
    byFate.merge(fate, 1L, Long::sum);
    if (known.add(keyOf(letter))) {
      byReason.merge(letter.reason(), 1L, Long::sum);
    }
    boolean stays = fate != Fate.REDRIVEN && fate != Fate.PARKED && fate != Fate.FOLDED;
    if (stays && letter.age().compareTo(oldest) > 0) {
      oldest = letter.age();
    }
  }

  /** One that is told comes up again, as the copy that took its place. */
  private static String keyOf(DeadLetter letter) {
    return letter.is(Reason.NATIVE)
        ? "native " + letter.round() + ' ' + letter.id()
        : letter.brokerId();
  }

  void record(FunctionMetrics metrics) {
    byReason.forEach(
        (reason, letters) ->
            metrics.count(OperationsMetric.FOUND.metricName(), "ferry.reason", reason, letters));
    byFate.forEach(
        (fate, letters) ->
            metrics.count(OperationsMetric.FATES.metricName(), "ferry.fate", fate.name(), letters));
    metrics.seconds(OperationsMetric.OLDEST.metricName(), oldest);
  }

  /** The answer: counts, and why the run ended. */
  byte[] answer(String queue, RedriveResult result) {
    JsonText answer =
        new JsonText()
            .open()
            .put("queue", queue)
            .put("redriven", result.redriven())
            .put("parked", result.parked())
            .put("told", result.told())
            .put("folded", result.folded())
            .put("returned", result.returned())
            .put("skipped", result.skipped())
            .put("kept", result.kept())
            .put("failed", result.failed())
            .put("stopped", result.stopped().name())
            .open("found");
    byReason.forEach(answer::put);
    answer.close();
    MessagingException failure = result.failure();
    if (failure != null) {
      answer.put("failure", failure.code().name());
    }
    return answer.close().toBytes();
  }
}
