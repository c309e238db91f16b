package dev.ferry.processing.internal;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Settling;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import dev.ferry.processing.WorkerOptions;
import dev.ferry.processing.flow.FlowControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a worker has in flight: messages from the receive that brings them until they are settled,
 * counted against the bounds of messages and bytes, with their leases kept alive. Safe for use by
 * any number of threads.
 */
public final class InFlight {
  private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
  private final WorkerOptions options;
  private final Timeline timeline;
  private final FlowControl flow;
  private final Heartbeat heartbeat;
  private final SettlingRoom settling;
  private volatile boolean moreComes;

  /**
   * Nothing in flight yet.
   *
   * @param requests how many that settle may be under way
   */
  public InFlight(
      Subscription subscription,
      HandlerSettings settings,
      WorkerOptions options,
      Services services,
      int requests) {
    this.options = options;
    this.timeline = services.timeline();
    this.flow = new FlowControl(options.maxMessages(), options.maxBytes());
    this.heartbeat = new Heartbeat(settings, services);
    this.settling =
        new SettlingRoom(
            subscription,
            services.executor(),
            settledTogether(subscription, options),
            requests,
            this::toBeSettled,
            this::settled);
  }

  /**
   * A batch of the broker's, but no more than half of what may be in flight: the other half runs.
   */
  private static int settledTogether(Subscription subscription, WorkerOptions options) {
    int brokers = subscription.capabilities().limits().batchMessages();
    return Math.min(brokers, Math.max(1, options.maxMessages() / 2));
  }

  /** What settlements may wait for: before a backlog, for more than is in flight. */
  private int toBeSettled() {
    return moreComes ? Integer.MAX_VALUE : flow.messages();
  }

  /** The bounds, and what counts against them. */
  public FlowControl flow() {
    return flow;
  }

  /**
   * Counts what came, and keeps its leases alive until it is settled.
   *
   * @param backlog whether more waits, to be received at once
   * @return a turn for each; what is decided for it is carried out
   */
  public List<Turn> accept(List<Delivery> received, boolean backlog) {
    moreComes = backlog;
    flow.add(received.size(), received.stream().mapToLong(InFlight::sizeBytes).sum());
    List<Turn> accepted = new ArrayList<>(received.size());
    for (Delivery delivery : received) {
      Turn[] self = new Turn[1];
      self[0] = Turn.untilSettled(delivery, (same, disposition) -> settle(self[0], disposition));
      accepted.add(self[0]);
      turns.add(self[0]);
      if (options.heartbeat()) {
        heartbeat.add(self[0]);
      }
    }
    return accepted;
  }

  private void settle(Turn turn, Disposition disposition) {
    if (disposition instanceof Disposition.Done) {
      settling.add(turn, Settling.ack(turn.delivery()));
    } else if (disposition instanceof Disposition.Redeliver redeliver) {
      settling.add(turn, Settling.nack(turn.delivery(), redeliver.after()));
    } else {
      turn.settled();
      settled(List.of(turn));
    }
  }

  private void settled(List<Turn> settledTurns) {
    long bytes = 0;
    for (Turn turn : settledTurns) {
      heartbeat.remove(turn);
      turns.remove(turn);
      bytes += sizeBytes(turn.delivery());
    }
    flow.remove(settledTurns.size(), bytes);
  }

  private static long sizeBytes(Delivery delivery) {
    return delivery.message().body().sizeBytes();
  }

  /** From now on no settlement waits for others. */
  public void hurry() {
    settling.hurry();
  }

  /** Interrupts the handlers of all that is in flight. */
  public void interrupt() {
    turns.forEach(Turn::interrupt);
  }

  /**
   * Waits until nothing is in flight.
   *
   * @return whether that came within {@code limit}
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitNone(Duration limit) throws InterruptedException {
    return flow.awaitIdle(timeline, limit);
  }

  /** Leaves what is still in flight to run out: no lease is made longer any more. */
  public void leave() {
    heartbeat.stop();
  }
}
