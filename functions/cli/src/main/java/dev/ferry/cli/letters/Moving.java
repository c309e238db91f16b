package dev.ferry.cli.letters;

import dev.ferry.cli.command.Output;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.operations.RedriveResult.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How letters are moved, and what is told of it. A mixin. */
final class Moving {
  private static final Set<Stopped> IN_ORDER = Set.of(Stopped.NOTHING_LEFT, Stopped.MAX_MESSAGES);

  @Mixin private Chosen chosen;
  @Mixin private Output output;

  @Option(
      names = "--per-second",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many a second, at most; 0 for no limit (default: ${DEFAULT-VALUE}).")
  private double perSecond;

  @Option(names = "--max", paramLabel = "N", description = "How many, at most.")
  private @Nullable Long max;

  @Option(names = "--dry-run", description = "Moves nothing, and says what it would do.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask before it moves anything.")
  private boolean yes;

  @SuppressWarnings("NullAway.Init")
  Moving() {}

  /**
   * What is to be moved; nothing where somebody was asked and did not want it.
   *
   * @param answers says so, by its first byte
   */
  RedriveRequest.@Nullable Builder request(String question, InputStream answers)
      throws IOException {
    if (perSecond < 0 || (max != null && max < 1)) {
      throw output.wrong("--per-second must not be negative, --max must be positive");
    }
    if (!dryRun && !yes && !agreed(question, answers)) {
      return null;
    }
    RedriveRequest.Builder request =
        RedriveRequest.builder()
            .filter(chosen.filter())
            .messagesPerSecond(perSecond)
            .progress(new Told(output));
    if (max != null) {
      request.maxMessages(max);
    }
    return dryRun ? request.dryRun() : request;
  }

  private boolean agreed(String question, InputStream answers) throws IOException {
    output.tell(question + "? [y/N]");
    int answer = answers.read();
    if (answer < 0) {
      throw output.wrong("nobody is there to be asked; give --yes, or --dry-run to see first");
    }
    return Character.toLowerCase(answer) == 'y';
  }

  /** Tells what was done; the exit code. */
  int answer(RedriveResult result) {
    if (output.json()) {
      output.print(fields(result));
    } else {
      output
          .out()
          .printf(
              "%s%d redriven, %d parked, %d folded, %d left (%d not meant, %d came back, %d to be"
                  + " parked, %d failed); %s%n",
              dryRun ? "would be: " : "",
              result.redriven(),
              result.parked(),
              result.folded(),
              result.skipped() + result.returned() + result.kept() + result.failed(),
              result.skipped(),
              result.returned(),
              result.kept(),
              result.failed(),
              result.stopped());
      output.out().flush();
    }
    if (result.failure() != null) {
      output.tell(String.valueOf(result.failure().getMessage()));
    }
    return IN_ORDER.contains(result.stopped()) && result.failed() == 0 ? 0 : 1;
  }

  private Map<String, Object> fields(RedriveResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dryRun", dryRun);
    fields.put("redriven", result.redriven());
    fields.put("parked", result.parked());
    fields.put("folded", result.folded());
    fields.put("returned", result.returned());
    fields.put("skipped", result.skipped());
    fields.put("kept", result.kept());
    fields.put("failed", result.failed());
    fields.put("stopped", result.stopped().name());
    return fields;
  }
}
