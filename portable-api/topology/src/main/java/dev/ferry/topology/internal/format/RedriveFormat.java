package dev.ferry.topology.internal.format;

import dev.ferry.topology.Redrive;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;

/** How dead letters come back: {@code handlers.payment.redrive}. */
final class RedriveFormat {

  /** Where the file would name a park queue: there is none. */
  private static final String NONE = "none";

  static final Key<Integer> ROUNDS =
      Key.of(
          "rounds",
          Kinds.wholeNumber(0, 100),
          "3",
          "How many further lives a dead letter may have before it is parked. 3 by default: what"
              + " fails after three mended causes wants a person.");
  static final Key<Redrive.Mode> MODE =
      Key.of(
          "mode",
          Kinds.choice(Redrive.Mode.class),
          "manual",
          "Who begins a round: an operator, or the redrive function. An operator by default: by"
              + " itself it would run into the fault that is still there.");
  static final Key<Integer> MESSAGES_PER_SECOND =
      Key.of(
          "messagesPerSecond",
          Kinds.wholeNumber(1, 500),
          "10",
          "How many dead letters are moved each second. 10 by default: beside new messages, not"
              + " before them.");
  static final Key<String> PARK_QUEUE =
      Key.optional(
          "parkQueue",
          Names.CHANNEL,
          "The queue for dead letters without rounds left, which nobody consumes. By default the"
              + " name of the handler's queue and '-parked', kept for 14d; 'none' for no queue,"
              + " which needs 'rounds: 0'.");

  static final Section SECTION = Section.of(ROUNDS, MODE, MESSAGES_PER_SECOND, PARK_QUEUE);

  private RedriveFormat() {}

  static Redrive redrive(Fields in, String queue) {
    String parking = in.find(PARK_QUEUE).orElse(queue + "-parked");
    return new Redrive(
        in.get(ROUNDS),
        in.get(MODE),
        in.get(MESSAGES_PER_SECOND),
        parking.equals(NONE) ? null : parking);
  }
}
