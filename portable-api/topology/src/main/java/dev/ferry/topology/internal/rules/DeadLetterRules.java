package dev.ferry.topology.internal.rules;

import static dev.ferry.topology.internal.schema.Durations.write;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Redrive;
import dev.ferry.topology.Topology;

/** Dead letters outlive their queue, come back in order, and end somewhere. */
final class DeadLetterRules implements HandlerRule {

  @Override
  public void check(Handler handler, Topology topology, Report report) {
    Queue queue = topology.queueOf(handler);
    String dead = handler.deadLetterQueue();
    String parked = handler.redrive().parkQueue().orElse("");
    if (dead.equals(queue.name()) || parked.equals(queue.name()) || dead.equals(parked)) {
      report.refuse(
          Paths.of(handler, "deadLetter"),
          "its queue, its dead-letter queue and its park queue are not three different ones",
          "Give each a name of its own, or leave the names to the default.");
      return;
    }
    grave(handler, queue, topology.queue(dead), "deadLetter.queue", report);
    topology
        .parkQueueOf(handler)
        .ifPresent(park -> grave(handler, queue, park, "redrive.parkQueue", report));
    rounds(handler, report);
  }

  private static void grave(Handler handler, Queue queue, Queue grave, String key, Report report) {
    String path = Paths.deadLetters(handler, grave.name(), key, report);
    if (grave.ordered() != queue.ordered()) {
      report.refuse(
          path,
          "'%s' is %s, but it takes the dead letters of '%s', which is %s"
              .formatted(grave.name(), order(grave), queue.name(), order(queue)),
          "Make both ordered or neither, or leave it to the default.");
    }
    if (grave.retention().compareTo(queue.retention()) <= 0) {
      report.refuse(
          path,
          "'%s' keeps messages for %s, but they may come from '%s' %s old, and on SQS their age goes on"
              .formatted(
                  grave.name(), write(grave.retention()), queue.name(), write(queue.retention())),
          "Lower the queue's retention, or raise that of the dead letters (14d by default, the most"
              + " that SQS has).");
    }
  }

  private static String order(Queue queue) {
    return queue.ordered() ? "ordered" : "not ordered";
  }

  private static void rounds(Handler handler, Report report) {
    Redrive redrive = handler.redrive();
    if (redrive.rounds() > 0 && redrive.parkQueue().isEmpty()) {
      report.refuse(
          Paths.of(handler, "redrive.parkQueue"),
          "is none, but what fails after " + redrive.rounds() + " rounds must be kept somewhere",
          "Remove it and have one by default, or set 'rounds: 0'.");
    }
    if (redrive.rounds() == 0 && redrive.mode() == Redrive.Mode.AUTOMATIC) {
      report.refuse(
          Paths.of(handler, "redrive.mode"),
          "is automatic, but there are no rounds to begin",
          "Raise rounds, or remove the mode.");
    }
  }
}
