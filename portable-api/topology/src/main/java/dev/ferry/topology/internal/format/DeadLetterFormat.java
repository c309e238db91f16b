package dev.ferry.topology.internal.format;

import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Section;

/** Where a message goes that is given up: {@code handlers.payment.deadLetter}. */
final class DeadLetterFormat {

  static final Key<String> QUEUE =
      Key.optional(
          "queue",
          Names.CHANNEL,
          "The dead-letter queue. By default the name of the handler's queue and '-dead', kept for"
              + " 14d. There always is one: nothing is logged and dropped.");

  static final Section SECTION = Section.of(QUEUE);

  private DeadLetterFormat() {}

  static String queue(Fields in, String source) {
    return in.find(QUEUE).orElse(source + "-dead");
  }
}
