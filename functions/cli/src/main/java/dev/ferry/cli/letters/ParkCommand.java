package dev.ferry.cli.letters;

import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.operations.RedriveRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Puts letters away. */
@Command(
    name = "park",
    mixinStandardHelpOptions = true,
    description =
        "Puts dead letters away for good, with their stories, where nobody consumes them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every letter that is meant was dealt with",
      "1:some were left: the broker failed",
      "2:an option is wrong, or nobody is there to be asked"
    })
final class ParkCommand implements Callable<Integer> {
  @ParentCommand private DeadLettersCommand parent;
  @Mixin private Queues queues;
  @Mixin private Moving moving;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ADDRESS",
      description = "The queue that they are parked in.")
  private String to;

  @SuppressWarnings("NullAway.Init")
  ParkCommand() {}

  @Override
  public Integer call() throws IOException {
    RedriveRequest.Builder request =
        moving.request("park dead letters of %s in %s".formatted(queues, to), parent.answers());
    if (request == null) {
      return 0;
    }
    RedriveRequest asked = request.build();
    try (Messaging messaging = parent.open();
        Publisher parked = messaging.publisher(to)) {
      return moving.answer(
          queues.with(messaging, letters -> letters.parkTo(parked).build().park(asked)));
    }
  }
}
