package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one loop that gives deliveries their turn, for every host: those of one lane one after
 * another, lanes in parallel, none begun that could not end in time.
 *
 * <p>A lane is an ordering key on an ordered channel, and the message's own id elsewhere, so that
 * two copies of one message never run side by side. When a delivery goes back, those behind it in
 * its lane go back too, untried.
 *
 * @param <T> the payload's type
 */
public final class BatchLoop<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Deque<Entry>> lanes = new HashMap<>();
  private final Deque<Entry> ready = new ArrayDeque<>();
  private final MessageLife<T> life;
  private final Timeline timeline;
  private final Executor executor;
  private final boolean ordered;
  private final int concurrency;
  private final Duration budget;
  private int running;
  private boolean draining;

  /**
   * A loop.
   *
   * @param ordered whether ordering keys keep their order on the source
   * @param concurrency how many run at the same time
   * @param budget how long one may run
   */
  public BatchLoop(
      MessageLife<T> life,
      Timeline timeline,
      Executor executor,
      boolean ordered,
      int concurrency,
      Duration budget) {
    this.life = life;
    this.timeline = timeline;
    this.executor = executor;
    this.ordered = ordered;
    this.concurrency = concurrency;
    this.budget = budget;
  }

  /**
   * Takes deliveries over, in the order in which they were received. Claims those that start now on
   * the calling thread, and returns while they run.
   *
   * @param deadline nothing starts that could not end before it, but the first one does
   */
  public void accept(List<Turn> turns, Instant deadline) {
    Guard guard = new Guard(deadline);
    List<Entry> starting;
    lock.lock();
    try {
      for (Turn turn : turns) {
        Entry entry = new Entry(turn, laneOf(turn.delivery().message()), guard);
        turn.whenAbandoned(() -> executor.execute(() -> abandoned(entry)));
        queue(entry);
      }
      starting = takeSlots();
    } finally {
      lock.unlock();
    }
    begin(starting).forEach(begun -> executor.execute(() -> runOn(begun)));
  }

  private String laneOf(Message message) {
    String key = message.orderingKey();
    return ordered && key != null ? "key:" + key : "id:" + message.id();
  }

  private void queue(Entry entry) {
    Deque<Entry> behind = lanes.get(entry.lane);
    if (behind == null) {
      lanes.put(entry.lane, new ArrayDeque<>());
      ready.add(entry);
    } else {
      behind.add(entry);
    }
  }

  private List<Entry> takeSlots() {
    List<Entry> starting = new ArrayList<>();
    while (running < concurrency && !ready.isEmpty()) {
      running++;
      starting.add(ready.remove());
    }
    return starting;
  }

  /** Claims those that may start; the others go back, and whatever they made room for is next. */
  private List<Begun> begin(List<Entry> starting) {
    List<Begun> begun = new ArrayList<>();
    List<Entry> next = starting;
    while (!next.isEmpty()) {
      List<Entry> refused = new ArrayList<>();
      begun.addAll(claim(next, refused));
      next = new ArrayList<>();
      for (Entry entry : refused) {
        next.addAll(
            ended(entry, life.notAttempted(entry.turn.delivery().message(), Duration.ZERO)));
      }
    }
    return begun;
  }

  private List<Begun> claim(List<Entry> starting, List<Entry> refused) {
    List<Entry> allowed = new ArrayList<>();
    for (Entry entry : starting) {
      boolean mayStart = !isDraining() && entry.guard.mayStart(timeline.now(), budget);
      (mayStart ? allowed : refused).add(entry);
    }
    if (allowed.isEmpty()) {
      return List.of();
    }
    List<Turn> turns = allowed.stream().map(entry -> entry.turn).toList();
    List<Begun> begun = new ArrayList<>();
    try {
      Iterator<Claim> claims = life.claim(turns).iterator();
      allowed.forEach(entry -> begun.add(new Begun(entry, claims.next())));
    } catch (MessagingException unreachable) {
      for (Entry entry : allowed) {
        begun.add(new Begun(entry, null));
      }
    }
    return begun;
  }

  /** Runs one on its own thread, and goes on with what its end makes room for. */
  private void runOn(Begun first) {
    Deque<Begun> mine = new ArrayDeque<>(List.of(first));
    while (!mine.isEmpty()) {
      Begun begun = mine.remove();
      Disposition disposition = new Disposition.Leave();
      List<Entry> next;
      try {
        disposition = live(begun);
      } finally {
        next = ended(begun.entry, disposition);
      }
      for (Begun more : begin(next)) {
        if (mine.isEmpty()) {
          mine.add(more);
        } else {
          executor.execute(() -> runOn(more));
        }
      }
    }
  }

  private Disposition live(Begun begun) {
    Turn turn = begun.entry.turn;
    return begun.claim == null
        ? life.storeUnreachable(turn.delivery().message())
        : life.live(turn, begun.claim);
  }

  /** Decides a turn and those behind it that go back with it; gives what may start now. */
  private List<Entry> ended(Entry entry, Disposition disposition) {
    boolean goesOn =
        disposition instanceof Disposition.Done || disposition instanceof Disposition.Settled;
    List<Entry> goBack = new ArrayList<>();
    List<Entry> starting = List.of();
    entry.turn.decide(disposition);
    lock.lock();
    try {
      if (!entry.freed) {
        entry.freed = true;
        running--;
        leaveLane(entry, goesOn, goBack);
        starting = takeSlots();
      }
    } finally {
      lock.unlock();
    }
    Duration after =
        !ordered && disposition instanceof Disposition.Redeliver redeliver
            ? redeliver.after()
            : Duration.ZERO;
    goBack.forEach(
        behind -> behind.turn.decide(life.notAttempted(behind.turn.delivery().message(), after)));
    return starting;
  }

  /** A run that would not stop keeps its thread, but neither its place nor its lane. */
  private void abandoned(Entry entry) {
    if (entry.turn.decided()) {
      return;
    }
    Disposition left = life.abandoned(entry.turn.delivery().message());
    begin(ended(entry, left)).forEach(begun -> executor.execute(() -> runOn(begun)));
  }

  private void leaveLane(Entry entry, boolean goesOn, List<Entry> goBack) {
    Deque<Entry> behind = lanes.remove(entry.lane);
    if (behind == null || behind.isEmpty()) {
      return;
    }
    if (goesOn) {
      ready.addFirst(behind.remove());
      lanes.put(entry.lane, behind);
    } else {
      goBack.addAll(behind);
    }
  }

  private boolean isDraining() {
    lock.lock();
    try {
      return draining;
    } finally {
      lock.unlock();
    }
  }

  /** Begins nothing more: what waits goes back untried, what runs goes on. */
  public void drain() {
    List<Entry> waiting = new ArrayList<>();
    lock.lock();
    try {
      draining = true;
      waiting.addAll(ready);
      ready.clear();
      for (Entry entry : List.copyOf(waiting)) {
        Deque<Entry> behind = lanes.remove(entry.lane);
        if (behind != null) {
          waiting.addAll(behind);
        }
      }
      for (Deque<Entry> behind : lanes.values()) {
        waiting.addAll(behind);
        behind.clear();
      }
    } finally {
      lock.unlock();
    }
    for (Entry entry : waiting) {
      entry.turn.decide(life.notAttempted(entry.turn.delivery().message(), Duration.ZERO));
    }
  }

  /** A turn in its lane; freed once, when it ends or is abandoned. */
  private static final class Entry {
    private final Turn turn;
    private final String lane;
    private final Guard guard;
    private boolean freed;

    private Entry(Turn turn, String lane, Guard guard) {
      this.turn = turn;
      this.lane = lane;
      this.guard = guard;
    }
  }

  private record Begun(Entry entry, @Nullable Claim claim) {}

  /** Starts nothing that could not end before the deadline, but always the first of its batch. */
  private static final class Guard {
    private final Instant deadline;
    private final AtomicBoolean started = new AtomicBoolean();

    private Guard(Instant deadline) {
      this.deadline = deadline;
    }

    private boolean mayStart(Instant now, Duration budget) {
      boolean first = started.compareAndSet(false, true);
      return first || !now.plus(budget).isAfter(deadline);
    }
  }
}
