package dev.ferry.processing.internal;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Settling;
import dev.ferry.messaging.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where acks and nacks of one subscription wait for a request that they share, while handlers go
 * on. A full batch is sent at once; a smaller one when all that is in flight waits for it, or after
 * {@value #GATHERING_MILLIS} ms. When as many batches wait as may be under way, the thread that
 * brings one more settles a batch itself.
 *
 * <p>Settlements are sent in the order in which they came; with one sender they are answered in it
 * too. Safe for use by any number of threads.
 */
public final class SettlingRoom {
  private static final System.Logger LOG = System.getLogger(SettlingRoom.class.getName());
  private static final int GATHERING_MILLIS = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Subscription subscription;
  private final Executor executor;
  private final int batch;
  private final int mostSenders;
  private final IntSupplier inFlight;
  private final Consumer<List<Turn>> answered;
  private int senders;
  private int requests;
  private int underWay;
  private boolean gathering;
  private boolean hurried;

  /**
   * An empty room.
   *
   * @param executor runs the senders; one that runs them on the calling thread settles one by one
   * @param batch how many share a request at most
   * @param mostSenders how many requests may be under way
   * @param inFlight how many messages are not settled yet, those in here included; more where more
   *     are about to come
   * @param answered is told the turns whose settlements were answered, whatever the answers
   */
  public SettlingRoom(
      Subscription subscription,
      Executor executor,
      int batch,
      int mostSenders,
      IntSupplier inFlight,
      Consumer<List<Turn>> answered) {
    this.subscription = subscription;
    this.executor = executor;
    this.batch = batch;
    this.mostSenders = mostSenders;
    this.inFlight = inFlight;
    this.answered = answered;
  }

  /** Lets a turn wait for its settlement; returns at once unless too many wait. */
  public void add(Turn turn, Settling settling) {
    boolean send = false;
    boolean help = false;
    lock.lock();
    try {
      waiting.add(new Waiting(turn, settling, System.nanoTime()));
      if (senders == 0 || (senders < mostSenders && waiting.size() >= batch)) {
        senders++;
        send = true;
      } else {
        help = waiting.size() >= batch * mostSenders && requests < mostSenders;
        signalIfReady();
      }
    } finally {
      lock.unlock();
    }
    if (send) {
      startSender();
    } else if (help) {
      help();
    }
  }

  /** The senders that were called may have found this request under way, and left. */
  private void help() {
    settle(taken());
    boolean alone;
    lock.lock();
    try {
      alone = senders == 0 && !waiting.isEmpty();
      senders += alone ? 1 : 0;
    } finally {
      lock.unlock();
    }
    if (alone) {
      startSender();
    }
  }

  private void startSender() {
    Thread caller = Thread.currentThread();
    try {
      executor.execute(() -> send(Thread.currentThread() != caller));
    } catch (RejectedExecutionException closed) {
      send(false);
    }
  }

  /** From now on nothing waits for others to come. */
  public void hurry() {
    lock.lock();
    try {
      hurried = true;
      signalIfReady();
    } finally {
      lock.unlock();
    }
  }

  /** Settles batch after batch until nothing is left. */
  private void send(boolean others) {
    List<Waiting> next = next(others);
    while (!next.isEmpty()) {
      boolean settled = false;
      try {
        settle(next);
        settled = true;
      } finally {
        if (!settled) {
          leave();
        }
      }
      next = next(others);
    }
  }

  private void leave() {
    lock.lock();
    try {
      senders--;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next batch; empty, and the sender has left, when there is nothing to send, or another
   * sender gathers it, or as many requests are under way as may be.
   *
   * @param others whether others may bring more meanwhile
   */
  private List<Waiting> next(boolean others) {
    lock.lock();
    try {
      if (others && !gathering) {
        gather();
      }
      boolean gathered = gathering && waiting.size() < batch;
      if (waiting.isEmpty() || gathered || requests >= mostSenders) {
        senders--;
        return List.of();
      }
      return take();
    } finally {
      lock.unlock();
    }
  }

  private void gather() {
    gathering = true;
    boolean interrupted = false;
    try {
      while (!ready()) {
        long left =
            waiting.element().since
                + TimeUnit.MILLISECONDS.toNanos(GATHERING_MILLIS)
                - System.nanoTime();
        if (left <= 0) {
          return;
        }
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException notMeantForIt) {
          interrupted = true;
        }
      }
    } finally {
      gathering = false;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void signalIfReady() {
    if (gathering && ready()) {
      changed.signalAll();
    }
  }

  private boolean ready() {
    return hurried
        || waiting.isEmpty()
        || waiting.size() >= batch
        || waiting.size() + underWay >= inFlight.getAsInt();
  }

  private List<Waiting> taken() {
    lock.lock();
    try {
      return take();
    } finally {
      lock.unlock();
    }
  }

  private List<Waiting> take() {
    List<Waiting> taken = new ArrayList<>(batch);
    while (taken.size() < batch && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    underWay += taken.size();
    requests++;
    return taken;
  }

  /** The request is many handlers': an interrupt of the thread that makes it waits for its end. */
  private void settle(List<Waiting> together) {
    boolean interrupted = Thread.interrupted();
    try {
      together.forEach(one -> one.turn.settled());
      tell(together, subscription.settle(together.stream().map(Waiting::settling).toList()));
    } catch (RuntimeException notSettled) {
      LOG.log(System.Logger.Level.WARNING, "settle messages: their leases run out", notSettled);
    } finally {
      settled(together);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void tell(List<Waiting> together, List<@Nullable MessagingException> answers) {
    for (int i = 0; i < together.size(); i++) {
      MessagingException leaseRunsOut = answers.get(i);
      if (leaseRunsOut != null) {
        LOG.log(
            System.Logger.Level.DEBUG,
            "settle message {0}: {1}",
            together.get(i).turn.delivery().message().id(),
            leaseRunsOut.code());
      }
    }
  }

  private void settled(List<Waiting> together) {
    answered.accept(together.stream().map(Waiting::turn).toList());
    lock.lock();
    try {
      underWay -= together.size();
      requests--;
      signalIfReady();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A turn that waits.
   *
   * @param since {@link System#nanoTime()}
   */
  private record Waiting(Turn turn, Settling settling, long since) {}
}
