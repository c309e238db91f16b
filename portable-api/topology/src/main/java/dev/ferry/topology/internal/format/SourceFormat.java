package dev.ferry.topology.internal.format;

import dev.ferry.topology.Filter;
import dev.ferry.topology.Source;
import dev.ferry.topology.Subscription;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.ListKind;
import dev.ferry.topology.internal.schema.MapKind;
import dev.ferry.topology.internal.schema.Section;
import java.util.List;
import java.util.Map;

/** Where a handler's messages come from: {@code handlers.payment.source}. */
final class SourceFormat {

  static final Key<String> QUEUE =
      Key.optional(
          "queue",
          Names.CHANNEL,
          "A queue of this file that this handler alone reads. 'source: NAME' says the same. A"
              + " source has either a queue or a topic.");
  static final Key<String> TOPIC =
      Key.optional(
          "topic",
          Names.CHANNEL,
          "A topic of this file. The handler's subscription and its own queue have the handler's"
              + " name.");
  static final Key<Map<String, List<String>>> FILTER =
      Key.optional(
          "filter",
          new MapKind<>(Kinds.text(256), new ListKind<>(Kinds.text(256), 1)),
          "Which messages of the topic it takes: those that have, for every attribute named here,"
              + " one of its values. By default every message.");
  static final Key<Fields> OWN_QUEUE =
      Key.optional(
          "ownQueue",
          QueueFormat.SECTION,
          "The settings of the queue between the topic and this handler.");
  static final Key<Boolean> DIRECT =
      Key.of(
          "direct",
          Kinds.flag(),
          "false",
          "Whether the topic calls the function itself, without a queue between. Not by default:"
              + " the platform then drops what it cannot deliver in hours, so this needs onFailure,"
              + " retry.maxAge and a store.");
  static final Key<String> ON_FAILURE =
      Key.optional(
          "onFailure",
          Names.CHANNEL,
          "For a direct source the queue of this file for what the platform gives up.");

  static final Section SECTION =
      Section.of(QUEUE, TOPIC, FILTER, OWN_QUEUE, DIRECT, ON_FAILURE).withShorthand(QUEUE);

  private SourceFormat() {}

  static Source source(String handler, Fields in) {
    return in.find(TOPIC)
        .<Source>map(
            topic ->
                new Source.FromTopic(
                    new Subscription(
                        handler, topic, new Filter(in.find(FILTER).orElse(Map.of())), handler),
                    in.get(DIRECT),
                    in.find(ON_FAILURE).orElse("")))
        .orElseGet(() -> new Source.FromQueue(in.find(QUEUE).orElse("")));
  }
}
