package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The one loop that gives deliveries their turn, for every host: those of one lane one after
 * another, lanes in parallel, none begun that could not end in time.
 *
 * <p>A lane is an ordering key on an ordered channel, and the message's own id elsewhere, so that
 * two copies of one message never run side by side. When a delivery goes back, those behind it in
 * its lane go back too, untried.
 *
 * <p>An error that a handler lets escape goes up on the thread that ran it, when its slot and lane
 * are free again; its delivery is left to run out.
 *
 * @param <T> the payload's type
 */
public final class BatchLoop<T> {
  private final MessageLife<T> life;
  private final Timeline timeline;
  private final Executor executor;
  private final boolean ordered;
  private final Duration budget;
  private final Duration grace;
  private final Lanes lanes;

  /**
   * A loop.
   *
   * @param ordered whether ordering keys keep their order on the source
   * @param concurrency how many run at the same time
   * @param budget how long one may run
   * @param grace how long an interrupted one may take to stop
   */
  public BatchLoop(
      MessageLife<T> life,
      Timeline timeline,
      Executor executor,
      boolean ordered,
      int concurrency,
      Duration budget,
      Duration grace) {
    this.life = life;
    this.timeline = timeline;
    this.executor = executor;
    this.ordered = ordered;
    this.budget = budget;
    this.grace = grace;
    this.lanes = new Lanes(concurrency);
  }

  /**
   * Takes deliveries over, in the order in which they were received. Claims those that start now on
   * the calling thread, and returns while they run. Once it is drained, all go back.
   *
   * @param deadline nothing starts that could not end before it, but the first one does
   */
  public void accept(List<Turn> turns, Instant deadline) {
    accept(turns, deadline, executor);
  }

  /**
   * Takes deliveries over as {@link #accept(List, Instant)} does.
   *
   * @param first runs the first that starts, and what starts in its place
   */
  public void accept(List<Turn> turns, Instant deadline, Executor first) {
    DeadlineGuard guard = new DeadlineGuard(deadline, budget, grace);
    List<Place> places = new ArrayList<>(turns.size());
    for (Turn turn : turns) {
      Place place = new Place(turn, laneOf(turn.delivery().message()), guard);
      turn.whenAbandoned(() -> executor.execute(() -> abandoned(place)));
      places.add(place);
    }
    if (lanes.add(places)) {
      handOver(begin(lanes.start()), first);
    } else {
      places.forEach(place -> goesBack(place, Duration.ZERO));
    }
  }

  private String laneOf(Message message) {
    String key = message.orderingKey();
    return ordered && key != null ? "key:" + key : "id:" + message.id();
  }

  /**
   * Claims those that may start; the others go back, as do those whose claims took too long, and
   * whatever they made room for is next.
   */
  private List<Begun> begin(List<Place> starting) {
    List<Begun> begun = new ArrayList<>();
    List<Place> next = starting;
    while (!next.isEmpty()) {
      List<Place> allowed = new ArrayList<>();
      List<Place> freed = new ArrayList<>();
      for (Place place : next) {
        if (!lanes.closed() && place.guard().mayStart(timeline.now())) {
          allowed.add(place);
        } else {
          freed.addAll(ended(place, life.notAttempted(place.message(), Duration.ZERO)));
        }
      }
      for (Begun one : claimed(allowed)) {
        if (isLate(one)) {
          freed.addAll(untried(one));
        } else {
          begun.add(one);
        }
      }
      next = freed;
    }
    return begun;
  }

  /** Whether claiming it took the time in which it was to run. */
  private boolean isLate(Begun one) {
    return one.claim instanceof Claimed && !one.place.guard().mayStillStart(timeline.now());
  }

  private List<Place> untried(Begun late) {
    life.unclaim(Objects.requireNonNull(late.claim));
    return ended(late.place, life.notAttempted(late.place.message(), Duration.ZERO));
  }

  private List<Begun> claimed(List<Place> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    List<Begun> begun = new ArrayList<>();
    try {
      List<Delivery> deliveries = new ArrayList<>(places.size());
      Instant latest = Instant.MAX;
      for (Place place : places) {
        deliveries.add(place.turn().delivery());
        Instant deadline = place.guard().deadline();
        latest = deadline.isBefore(latest) ? deadline : latest;
      }
      List<Claim> claims = life.claim(deliveries, latest);
      for (int i = 0; i < claims.size(); i++) {
        begun.add(new Begun(places.get(i), claims.get(i), null));
      }
    } catch (RuntimeException | Error unanswered) {
      places.forEach(place -> begun.add(new Begun(place, null, unanswered)));
    }
    return begun;
  }

  private void handOver(List<Begun> begun) {
    handOver(begun, executor);
  }

  private void handOver(List<Begun> begun, Executor first) {
    Executor runner = first;
    for (Begun one : begun) {
      try {
        runner.execute(() -> runOn(one));
      } catch (RejectedExecutionException closed) {
        refused(one);
      }
      runner = executor;
    }
  }

  /** The executor was closed under the loop: nothing can start any more. */
  private void refused(Begun begun) {
    drain();
    if (begun.claim != null) {
      life.unclaim(begun.claim);
    }
    lanes.leave(begun.place, false);
    goesBack(begun.place, Duration.ZERO);
  }

  /** Runs one on the calling thread, and goes on with what its end makes room for. */
  private void runOn(Begun first) {
    Begun begun = first;
    while (begun != null) {
      List<Begun> next = begin(lived(begun));
      handOver(next.subList(Math.min(1, next.size()), next.size()));
      begun = next.isEmpty() ? null : next.get(0);
    }
  }

  /** Lives one and decides it; gives those that may start in its place. */
  private List<Place> lived(Begun begun) {
    Disposition disposition;
    try {
      disposition = dispositionOf(begun);
    } catch (Throwable notTheHandlersOwn) {
      handOver(begin(ended(begun.place, new Disposition.Leave(Disposition.Cause.BROKEN))));
      throw notTheHandlersOwn;
    }
    return ended(begun.place, disposition);
  }

  private Disposition dispositionOf(Begun begun) {
    if (begun.claim != null) {
      return life.live(begun.place.turn(), begun.claim);
    }
    if (begun.unanswered instanceof Error error) {
      throw error;
    }
    // A worker that closes interrupts its own claims: that says nothing about the store.
    return lanes.closed()
        ? life.notAttempted(begun.place.message(), Duration.ZERO)
        : life.storeUnreachable(begun.place.message());
  }

  /**
   * Frees a place and decides it, in this order: its message may be back before the answer is, and
   * finds its lane free. Those behind it go back with it where its lane stops.
   */
  private List<Place> ended(Place place, Disposition disposition) {
    boolean laneGoesOn =
        disposition instanceof Disposition.Done || disposition instanceof Disposition.Settled;
    Lanes.Left left = lanes.leave(place, laneGoesOn);
    if (left.first()) {
      decided(place, disposition, left);
    }
    return left.starting();
  }

  private void decided(Place place, Disposition disposition, Lanes.Left left) {
    Duration after =
        !ordered && disposition instanceof Disposition.Redeliver redeliver
            ? redeliver.after()
            : Duration.ZERO;
    try {
      place.turn().decide(disposition);
      left.goBack().forEach(behind -> goesBack(behind, after));
    } catch (Error ofTheSink) {
      handOver(begin(left.starting()));
      throw ofTheSink;
    }
  }

  private void goesBack(Place place, Duration after) {
    place.turn().decide(life.notAttempted(place.message(), after));
  }

  /** A run that would not stop keeps its thread, but neither its slot nor its lane. */
  private void abandoned(Place place) {
    if (!place.turn().decided()) {
      handOver(begin(ended(place, life.abandoned(place.message()))));
    }
  }

  /** Begins nothing more: what waits goes back untried, what runs goes on. */
  public void drain() {
    lanes.close().forEach(place -> goesBack(place, Duration.ZERO));
  }

  /**
   * One that has its slot, and the answer to its claim.
   *
   * @param claim the answer; null when there was none
   * @param unanswered why there was none; null when there was one
   */
  private record Begun(Place place, @Nullable Claim claim, @Nullable Throwable unanswered) {}
}
