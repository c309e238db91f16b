package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Topic;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.format.Names;
import java.util.Locale;

/** What exists already is what the file takes it for. */
final class ExistingRules {

  private static final String ARN = "arn:";

  private ExistingRules() {}

  static void check(Topology topology, Report report) {
    Paths.queues(topology, report::says)
        .forEach(
            (path, queue) ->
                queue.existing().ifPresent(arn -> arn(path, arn, "sqs", queue.ordered(), report)));
    for (Topic topic : topology.topics().values()) {
      topic.existing().ifPresent(arn -> arn(Paths.of(topic), arn, "sns", topic.ordered(), report));
    }
  }

  private static void arn(String path, String arn, String service, boolean ordered, Report report) {
    if (!arn.startsWith(ARN)) {
      return;
    }
    if (!arn.matches("arn:[a-z0-9-]+:" + service + ":[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+")) {
      report.refuse(
          path + ".existing",
          "is not the ARN of an " + service.toUpperCase(Locale.ROOT) + " resource",
          "Write arn:aws:" + service + ":REGION:ACCOUNT:NAME.");
    } else if (arn.endsWith(Names.ORDERED_SUFFIX) != ordered) {
      report.refuse(
          path + ".existing",
          ordered
              ? "is not ordered, as its name does not end in .fifo, but the file says that it is"
              : "is ordered, as its name ends in .fifo, but the file does not say so",
          ordered ? "Remove 'ordered: true' or name another." : "Add 'ordered: true'.");
    }
  }
}
