package dev.ferry.cli.letters;

import dev.ferry.cli.command.Output;
import dev.ferry.messaging.Messaging;
import dev.ferry.operations.DeadLetterSummary;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Counts letters. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Counts the dead letters of a queue, by reason and by handler. Where the broker cannot be",
      "asked without (SQS), looking counts as a delivery of each, and hides them for a while."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:they were counted", "1:the broker failed", "2:an option is wrong"})
final class ListCommand implements Callable<Integer> {
  @ParentCommand private DeadLettersCommand parent;
  @Mixin private Queues queues;
  @Mixin private Output output;

  @SuppressWarnings("NullAway.Init")
  ListCommand() {}

  @Override
  public Integer call() {
    try (Messaging messaging = parent.open()) {
      DeadLetterSummary found = queues.with(messaging, letters -> letters.build().list());
      if (output.json()) {
        output.print(fields(found));
      } else {
        print(found, output.out());
      }
      return 0;
    }
  }

  private static void print(DeadLetterSummary found, PrintWriter out) {
    out.printf(
        "%d letters of %d messages%s%s%n",
        found.letters(),
        found.distinct(),
        found.complete() ? "" : ", at least",
        found.oldest() == null ? "" : ", from " + found.oldest() + " to " + found.newest());
    found.byReason().forEach((reason, count) -> out.printf("  %-24s %8d%n", reason, count));
    out.println("by handler:");
    found
        .byHandler()
        .forEach(
            (handler, count) ->
                out.printf("  %-24s %8d%n", handler.isEmpty() ? "(the broker)" : handler, count));
    out.flush();
  }

  private static Map<String, Object> fields(DeadLetterSummary found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("letters", found.letters());
    fields.put("distinct", found.distinct());
    fields.put("byReason", found.byReason());
    fields.put("byHandler", found.byHandler());
    fields.put("oldest", text(found.oldest()));
    fields.put("newest", text(found.newest()));
    fields.put("complete", found.complete());
    fields.put("deliveriesCounted", found.deliveriesCounted());
    return fields;
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }
}
