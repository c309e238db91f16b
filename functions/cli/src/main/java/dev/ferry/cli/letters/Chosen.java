package dev.ferry.cli.letters;

import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters are meant: all that every option means. A mixin. */
final class Chosen {
  @Option(names = "--id", paramLabel = "ID", description = "Only the message with this id.")
  private @Nullable String id;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = {
        "Only those with this reason; may be given several times:",
        "${COMPLETION-CANDIDATES}."
      })
  private List<Reason> reasons = List.of();

  @Option(
      names = "--exception",
      paramLabel = "CLASS",
      description = "Only those whose last failure, or a cause of it, is of this class.")
  private @Nullable String exception;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description = "Only those that are dead letters for longer, as ISO 8601 has it: PT10M.")
  private @Nullable Duration olderThan;

  DeadLetterFilter filter() {
    DeadLetterFilter filter = DeadLetterFilter.all();
    if (id != null) {
      filter = filter.and(DeadLetterFilter.id(id));
    }
    if (!reasons.isEmpty()) {
      filter = filter.and(letter -> reasons.stream().anyMatch(letter::is));
    }
    if (exception != null) {
      filter = filter.and(DeadLetterFilter.exception(exception));
    }
    return olderThan == null ? filter : filter.and(DeadLetterFilter.olderThan(olderThan));
  }
}
