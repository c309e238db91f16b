package dev.ferry.peers.azure.servicebus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.qpid.proton.engine.Sender;

/** Receivers that wait for a session to come, in the order in which they came; in real time. */
final class WaitingReceivers {
  private record Waiting(Sender link, Queue queue, long endNanos) {}

  private final List<Waiting> waiting = new ArrayList<>();

  void add(Sender link, Queue queue, Duration patience) {
    waiting.add(new Waiting(link, queue, System.nanoTime() + patience.toNanos()));
  }

  void remove(Sender link) {
    waiting.removeIf(one -> one.link() == link);
  }

  /** Offers the sessions of a queue to those that wait for one, until one is not accepted. */
  void offer(Queue queue, Predicate<Sender> accepted) {
    for (Waiting one : List.copyOf(waiting)) {
      if (one.queue() == queue) {
        if (!accepted.test(one.link())) {
          return;
        }
        waiting.remove(one);
      }
    }
  }

  /** Takes those that have waited long enough. */
  List<Sender> pollImpatient() {
    long now = System.nanoTime();
    List<Sender> impatient = new ArrayList<>();
    for (Waiting one : List.copyOf(waiting)) {
      if (now - one.endNanos() >= 0) {
        waiting.remove(one);
        impatient.add(one.link());
      }
    }
    return impatient;
  }
}
