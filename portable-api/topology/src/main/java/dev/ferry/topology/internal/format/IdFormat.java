package dev.ferry.topology.internal.format;

import dev.ferry.topology.IdSource;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;

/** Where a foreign message's id is found: {@code handlers.payment.id}. */
final class IdFormat {

  static final Key<String> ATTRIBUTE =
      Key.optional(
          "attribute",
          Kinds.text(256),
          "The message attribute that holds the id of messages that Ferry did not publish.");
  static final Key<String> FIELD =
      Key.optional(
          "field",
          Kinds.text(256),
          "The field of the JSON body that holds the id. Either this or attribute. Without both the"
              + " CloudEvents id is taken, or one that the sender gave the broker, or the broker's"
              + " own, which is not stable.");
  static final Key<IdSource.Unstable> UNSTABLE =
      Key.of(
          "unstable",
          Kinds.choice(IdSource.Unstable.class),
          "accept",
          "What happens to a message whose only id is the broker's own, which changes when the"
              + " broker's console redrives it. Accepted and counted by default; refuse"
              + " dead-letters it.");

  static final Section SECTION = Section.of(ATTRIBUTE, FIELD, UNSTABLE);

  private IdFormat() {}

  static IdSource id(Fields in) {
    return new IdSource(
        in.find(ATTRIBUTE).orElse(null), in.find(FIELD).orElse(null), in.get(UNSTABLE));
  }
}
