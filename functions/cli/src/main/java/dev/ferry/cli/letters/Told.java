package dev.ferry.cli.letters;

import dev.ferry.cli.command.Output;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.Fate;
import dev.ferry.operations.Progress;
import java.util.EnumMap;
import java.util.Map;

/** Tells people how far a run is, at every hundredth letter. One thread. */
final class Told implements Progress {
  private static final int EVERY = 100;

  private final Output output;
  private final Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
  private int letters;

  Told(Output output) {
    this.output = output;
  }

  @Override
  public void handled(DeadLetter letter, Fate fate) {
    counts.merge(fate, 1, Integer::sum);
    letters++;
    if (letters % EVERY == 0) {
      output.tell(letters + " letters: " + counts);
    }
  }
}
