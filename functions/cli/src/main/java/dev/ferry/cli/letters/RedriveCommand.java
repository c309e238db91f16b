package dev.ferry.cli.letters;

import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.deadletter.RedrivePolicy;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Sends letters back. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Sends dead letters back to their handler's own queue, each in its next round, no faster than",
      "asked; stops when ten of them come back failed. A letter goes only when its copy is stored,",
      "so that a run that is stopped loses nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every letter that is meant was dealt with",
      "1:some were left: they failed again, or the broker failed",
      "2:an option is wrong, or nobody is there to be asked"
    },
    footerHeading = "%nExample:%n",
    footer =
        "  ferry dead-letters redrive sqs:payment-dead --handler payment --to sqs:payment --dry-run")
final class RedriveCommand implements Callable<Integer> {
  @ParentCommand private DeadLettersCommand parent;
  @Mixin private Queues queues;
  @Mixin private Moving moving;

  @Option(
      names = "--handler",
      required = true,
      paramLabel = "NAME",
      description = "Whose letters they are; those of others stay.")
  private String handler;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ADDRESS",
      description = "The handler's own queue; never a topic.")
  private String to;

  @Option(
      names = "--park",
      paramLabel = "ADDRESS",
      description = "Where those go that go back no more (default: they stay).")
  private @Nullable String park;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often a letter goes back (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--forced",
      description = "Whatever their reason and round; as those that were parked need.")
  private boolean forced;

  @SuppressWarnings("NullAway.Init")
  RedriveCommand() {}

  @Override
  public Integer call() throws IOException {
    RedriveRequest.Builder request =
        moving.request(
            "send dead letters of %s back to %s".formatted(queues, to), parent.answers());
    if (request == null) {
      return 0;
    }
    RedriveRequest asked = (forced ? request.forced() : request).build();
    try (Messaging messaging = parent.open();
        Publisher back = messaging.publisher(to)) {
      return moving.answer(
          queues.with(messaging, letters -> redrive(messaging, letters, back, asked)));
    }
  }

  private RedriveResult redrive(
      Messaging messaging, DeadLetters.Builder letters, Publisher back, RedriveRequest asked) {
    letters.redriveTo(handler, back).policy(new RedrivePolicy(rounds));
    if (park == null) {
      return letters.build().redrive(asked);
    }
    try (Publisher parked = messaging.publisher(park)) {
      return letters.parkTo(parked).build().redrive(asked);
    }
  }
}
