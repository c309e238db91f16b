package dev.ferry.processing;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.flow.Breaker;
import dev.ferry.processing.flow.FlowControl;
import dev.ferry.processing.flow.RateLimiter;
import dev.ferry.processing.internal.Heartbeat;
import dev.ferry.processing.internal.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one handler's messages on a plain JVM and settles them: within bounds of messages and
 * bytes, with leases kept alive, slower while everything fails.
 *
 * <p>{@link #start()} polls on a thread of its own; {@link #step()} polls once on the caller's, for
 * tests and simulations. Closing it drains: what waits goes back, what runs may end. The
 * subscription stays open; whoever opened it closes it. Safe for use by any number of threads.
 */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Turn> inFlight = ConcurrentHashMap.newKeySet();
  private final Subscription subscription;
  private final HandlerSettings settings;
  private final WorkerOptions options;
  private final Timeline timeline;
  private final Processor processor;
  private final FlowControl flow;
  private final RateLimiter rate;
  private final Breaker breaker;
  private final Heartbeat heartbeat;
  private @Nullable Thread poller;
  private Instant nextPoll;
  private boolean paused;
  private boolean closing;

  /**
   * A worker; makes the handler and checks that the contract can be kept.
   *
   * @throws MessagingException FAILED_PRECONDITION as {@link Processor#of}
   */
  public <T> Worker(
      Subscription subscription,
      HandlerBinding<T> binding,
      HandlerSettings settings,
      WorkerOptions options,
      Services services) {
    this.subscription = subscription;
    this.settings = settings;
    this.options = options;
    this.timeline = services.timeline();
    this.breaker = new Breaker(options.breakerThreshold(), FIRST_WAIT, options.longestWait());
    this.processor =
        Processor.of(
            binding,
            settings,
            subscription.capabilities(),
            services.toBuilder().listener(services.listener().and(this::hear)).build());
    this.flow = new FlowControl(options.maxMessages(), options.maxBytes());
    this.rate = new RateLimiter(options.messagesPerSecond(), timeline.now());
    this.heartbeat = new Heartbeat(settings, services);
    this.nextPoll = timeline.now();
  }

  /** Tells the breaker what says something about more than one message. */
  private void hear(ProcessingEvent event) {
    switch (event.kind()) {
      case HANDLED, SUPPRESSED, DISCARDED -> breaker.succeeded();
      case RETRIED, STORE_UNREACHABLE, SEND_FAILED, ABANDONED -> breaker.failed();
      default -> {}
    }
  }

  /**
   * Polls on a thread of its own until it is closed.
   *
   * @throws MessagingException FAILED_PRECONDITION when it was started or closed before
   */
  public void start() {
    lock.lock();
    try {
      if (poller != null || closing) {
        throw new MessagingException(
            ErrorCode.FAILED_PRECONDITION,
            false,
            "start worker '" + settings.handler() + "': it was started or closed before");
      }
      poller = new Thread(this::poll, "ferry-poll-" + settings.handler());
      poller.setDaemon(true);
      poller.start();
    } finally {
      lock.unlock();
    }
  }

  private void poll() {
    try {
      while (awaitTurn()) {
        if (flow.awaitRoom(timeline, options.longPoll())) {
          receive(options.longPoll());
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it may poll; false when it is closing. */
  private boolean awaitTurn() throws InterruptedException {
    lock.lock();
    try {
      while (!closing) {
        Duration wait = Duration.between(timeline.now(), nextPoll);
        if (!paused && (wait.isNegative() || wait.isZero())) {
          return true;
        }
        timeline.await(lock, changed, paused ? options.longPoll() : wait, () -> closing);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Polls once on the calling thread, without waiting, and hands over what came; with an executor
   * that runs tasks on the calling thread, it returns when they are handled.
   *
   * @return how many messages came
   */
  public int step() {
    lock.lock();
    try {
      if (closing || paused || timeline.now().isBefore(nextPoll)) {
        return 0;
      }
    } finally {
      lock.unlock();
    }
    return receive(Duration.ZERO);
  }

  /** When it may poll next; in the past when it may now. */
  public Instant nextPoll() {
    lock.lock();
    try {
      return nextPoll;
    } finally {
      lock.unlock();
    }
  }

  private int receive(Duration wait) {
    int wanted = Math.min(options.receiveBatch(), flow.room());
    wanted = rate.allowed(breaker.open() ? Math.min(1, wanted) : wanted, timeline.now());
    List<Delivery> batch = List.of();
    Duration pause = rate.untilNext(timeline.now());
    try {
      if (wanted > 0) {
        batch = subscription.receive(wanted, wait);
        rate.take(batch.size());
        accept(batch);
        pause = breaker.nextWait();
      }
    } catch (MessagingException failed) {
      if (failed.code() != ErrorCode.CANCELLED) {
        LOG.log(System.Logger.Level.WARNING, "receive for handler " + settings.handler(), failed);
        breaker.failed();
      }
      Duration slower = breaker.nextWait();
      pause = slower.isZero() ? FIRST_WAIT : slower;
    }
    pollAfter(pause);
    return batch.size();
  }

  private void pollAfter(Duration pause) {
    lock.lock();
    try {
      nextPoll = timeline.now().plus(pause);
    } finally {
      lock.unlock();
    }
  }

  private void accept(List<Delivery> batch) {
    List<Turn> turns = new ArrayList<>();
    for (Delivery delivery : batch) {
      flow.add(delivery.message().body().sizeBytes());
      Turn[] self = new Turn[1];
      self[0] = new Turn(delivery, (same, disposition) -> settle(self[0], disposition));
      turns.add(self[0]);
      inFlight.add(self[0]);
      if (options.heartbeat()) {
        heartbeat.add(self[0]);
      }
    }
    processor.accept(turns, Instant.MAX);
  }

  private void settle(Turn turn, Disposition disposition) {
    Delivery delivery = turn.delivery();
    heartbeat.remove(turn);
    try {
      if (disposition instanceof Disposition.Done) {
        delivery.ack();
      } else if (disposition instanceof Disposition.Redeliver redeliver) {
        delivery.nack(redeliver.after());
      }
    } catch (MessagingException leaseRunsOut) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "settle message {0} of handler {1}: {2}",
          delivery.message().id(),
          settings.handler(),
          leaseRunsOut.code());
    } finally {
      inFlight.remove(turn);
      flow.remove(delivery.message().body().sizeBytes());
    }
  }

  /** Polls no more until it is resumed; what is in flight goes on. */
  public void pause() {
    setPaused(true);
  }

  /** Polls again. */
  public void resume() {
    setPaused(false);
  }

  private void setPaused(boolean wanted) {
    lock.lock();
    try {
      paused = wanted;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The messages in flight: running, or leased and waiting for their turn. */
  public int messagesInFlight() {
    return flow.messages();
  }

  /** The bytes of bodies in flight. */
  public long bytesInFlight() {
    return flow.bytes();
  }

  /** Whether polling is slowed because everything fails. */
  public boolean slowed() {
    return breaker.open();
  }

  /**
   * Stops polling, gives back what waits, and waits for what runs; what still runs after the time
   * to drain is interrupted, and left to run out after its grace. Idempotent.
   */
  @Override
  public void close() {
    Thread thread;
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      thread = poller;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread != null) {
      thread.interrupt();
    }
    processor.drain();
    try {
      if (!flow.awaitIdle(timeline, options.drain())) {
        inFlight.forEach(Turn::interrupt);
        flow.awaitIdle(timeline, settings.grace());
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      heartbeat.stop();
    }
  }
}
