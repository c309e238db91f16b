package dev.ferry.cli.letters;

import dev.ferry.cli.command.Output;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.PeekResult;
import dev.ferry.processing.deadletter.Envelope;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows letters. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows dead letters and their stories, and leaves them where they are. Bodies and attributes,",
      "which may hold what not everyone may see, only with --bodies."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:they were shown", "1:the broker failed", "2:an option is wrong"})
final class ShowCommand implements Callable<Integer> {
  @ParentCommand private DeadLettersCommand parent;
  @Mixin private Queues queues;
  @Mixin private Chosen chosen;
  @Mixin private Output output;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, at most (default: ${DEFAULT-VALUE}).")
  private int max;

  @Option(names = "--bodies", description = "Shows bodies and attributes, too.")
  private boolean bodies;

  @SuppressWarnings("NullAway.Init")
  ShowCommand() {}

  @Override
  public Integer call() {
    if (max < 1) {
      throw output.wrong("--max: " + max + " is too few; give 1 or more");
    }
    try (Messaging messaging = parent.open()) {
      PeekResult found = queues.with(messaging, letters -> peek(letters.build()));
      if (output.json()) {
        output.print(
            Map.of(
                "letters",
                found.letters().stream().map(ShowCommand::fields).toList(),
                "deliveriesCounted",
                found.deliveriesCounted()));
      } else {
        found.letters().forEach(letter -> print(letter, output.out()));
        output.out().flush();
      }
      return 0;
    }
  }

  private PeekResult peek(DeadLetters letters) {
    return bodies
        ? letters.peekWithMessages(chosen.filter(), max)
        : letters.peek(chosen.filter(), max);
  }

  private static void print(DeadLetter letter, PrintWriter out) {
    Envelope story = letter.envelope();
    out.printf(
        "%s  %s, %s, %d attempts, since %s; a redrive begins round %d%n",
        letter.id(),
        letter.reason(),
        story.handler().isEmpty() ? "by the broker" : "by " + story.handler(),
        story.summary().attempts(),
        letter.deadSince(),
        letter.round());
    story.chain().lines().forEach(line -> out.println("    " + line));
    Message message = letter.message();
    if (message != null) {
      message.attributes().forEach((name, value) -> out.printf("    %s: %s%n", name, value));
      out.println("    " + text(message.body()));
    }
  }

  /** As text where it is one. */
  private static String text(Body body) {
    try {
      return body.utf8();
    } catch (MessagingException noText) {
      return body.sizeBytes() + " bytes that are no text";
    }
  }

  private static Map<String, Object> fields(DeadLetter letter) {
    Envelope story = letter.envelope();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", letter.id());
    fields.put("queue", letter.queue());
    fields.put("reason", letter.reason());
    fields.put("handler", story.handler());
    fields.put("attempts", story.summary().attempts());
    fields.put("firstFailure", story.summary().firstFailure().toString());
    fields.put("lastFailure", story.summary().lastFailure().toString());
    fields.put("round", letter.round());
    fields.put("source", story.source());
    fields.put("exception", story.chain());
    fields.put("sizeBytes", letter.sizeBytes());
    Message message = letter.message();
    if (message != null) {
      fields.put("attributes", message.attributes());
      fields.put("body", text(message.body()));
    }
    return fields;
  }
}
