package dev.ferry.operations;

import dev.ferry.messaging.MessagingException;
import dev.ferry.operations.RedriveResult.Stopped;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what became of letters and tells whoever listens. One thread. */
final class Tally {
  private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
  private final Progress progress;
  private @Nullable MessagingException failure;

  Tally(Progress progress) {
    this.progress = progress;
  }

  void count(DeadLetter letter, Fate fate) {
    counts.merge(fate, 1L, Long::sum);
    try {
      progress.handled(letter, fate);
    } catch (RuntimeException ignoredAsPromised) {
      return;
    }
  }

  void note(MessagingException what) {
    failure = what;
  }

  long of(Fate fate) {
    return counts.getOrDefault(fate, 0L);
  }

  long moved() {
    return of(Fate.REDRIVEN) + of(Fate.PARKED);
  }

  RedriveResult result(Stopped stopped) {
    return new RedriveResult(
        of(Fate.REDRIVEN),
        of(Fate.PARKED),
        of(Fate.TOLD),
        of(Fate.FOLDED),
        of(Fate.RETURNED),
        of(Fate.SKIPPED),
        of(Fate.KEPT),
        of(Fate.FAILED),
        stopped,
        failure);
  }
}
