package dev.ferry.processing;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Room;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.flow.Breaker;
import dev.ferry.processing.flow.FlowControl;
import dev.ferry.processing.flow.RateLimiter;
import dev.ferry.processing.internal.Helpers;
import dev.ferry.processing.internal.InFlight;
import dev.ferry.processing.internal.PollSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Pulls one handler's messages on a plain JVM and settles them: within bounds of messages and
 * bytes, with leases kept alive, slower while everything fails.
 *
 * <p>Settling does not hold up handlers: what they finish shares requests, and is in flight, with
 * its lease kept alive, until it is sent. Where the source keeps no order, twice as many receives
 * as handlers may be under way, eight at most, and as many requests that settle; where it does, one
 * of each.
 *
 * <p>{@link #start()} polls on a thread of its own; {@link #step()} polls once on the caller's, for
 * tests and simulations. Closing it drains: what waits goes back, what runs may end. The
 * subscription stays open; whoever opened it closes it, after the worker: one that is closed
 * underneath ends the polling, and what it had leased runs out. Safe for use by any number of
 * threads.
 */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration WAIT_FOR_ROOM = Duration.ofMinutes(1);

  /**
   * Receives, and requests that settle, beside each handler: while one is on its way, another may
   * be answered, or a quick handler waits for the network.
   */
  private static final int BESIDE_A_HANDLER = 2;

  private static final int MOST_AT_ONCE = 8;

  private final AtomicReference<Thread> poller = new AtomicReference<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Subscription subscription;
  private final HandlerSettings settings;
  private final WorkerOptions options;
  private final Timeline timeline;
  private final Processor processor;
  private final PollSchedule schedule;
  private final InFlight inFlight;
  private final FlowControl flow;
  private final RateLimiter rate;
  private final Breaker breaker;
  private final Helpers helpers;
  private final int batch;

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
    this.schedule = new PollSchedule(timeline);
    this.rate = new RateLimiter(options.messagesPerSecond(), timeline.now());
    this.batch =
        Math.min(options.receiveBatch(), subscription.capabilities().limits().batchMessages());
    int atOnce =
        subscription.capabilities().ordered()
            ? 1
            : Math.min(BESIDE_A_HANDLER * settings.concurrency(), MOST_AT_ONCE);
    this.inFlight = new InFlight(subscription, settings, options, services, atOnce);
    this.flow = inFlight.flow();
    this.helpers =
        new Helpers(threadName(), atOnce - 1, () -> flow.room() >= batch && poll(FIRST_WAIT).full);
  }

  private String threadName() {
    return "ferry-poll-" + settings.handler();
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
    Thread thread = new Thread(this::poll, threadName());
    thread.setDaemon(true);
    if (closing.get() || !poller.compareAndSet(null, thread)) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "start worker '" + settings.handler() + "': it was started or closed before");
    }
    thread.start();
  }

  private void poll() {
    Duration wait = options.longPoll().compareTo(FIRST_WAIT) > 0 ? options.longPoll() : FIRST_WAIT;
    try {
      while (schedule.awaitTurn()) {
        if (flow.awaitRoomFor(batch, settings.concurrency(), timeline, WAIT_FOR_ROOM)
            && poll(wait).full) {
          helpers.call();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Polls once on the calling thread, without waiting, and hands over what came; with an executor
   * that runs tasks on the calling thread, it returns when they are handled.
   *
   * @return how many messages came; 0 when it is paused, closed, or not yet {@link #nextPoll()}
   */
  public int step() {
    return poll(Duration.ZERO).messages;
  }

  private Polled poll(Duration wait) {
    if (!schedule.begin()) {
      return Polled.nothing(FIRST_WAIT);
    }
    Polled polled = Polled.nothing(FIRST_WAIT);
    try {
      polled = receive(wait);
    } finally {
      schedule.finish(polled.pause);
    }
    return polled;
  }

  private Polled receive(Duration wait) {
    Instant now = timeline.now();
    int batchSize = breaker.open() ? 1 : options.receiveBatch();
    int allowed = rate.allowed(Math.min(batchSize, flow.room()), now);
    int ahead = flow.ahead(batch);
    int wanted = flow.reserve(allowed);
    if (wanted == 0) {
      return Polled.nothing(rate.untilNext(now));
    }
    try {
      return receive(wanted, wait, ahead);
    } finally {
      flow.giveBack(wanted);
    }
  }

  private Polled receive(int wanted, Duration wait, int ahead) {
    List<Delivery> received;
    try {
      received =
          ahead > 0 && mayComeAhead()
              ? subscription.receive(wanted, wait, new Room(ahead, options.maxBytes()))
              : subscription.receive(wanted, wait);
    } catch (RuntimeException failed) {
      return Polled.nothing(pauseAfter(failed));
    }
    if (schedule.ended()) {
      // Closing has interrupted the receive; giving back what came all the same is not meant.
      boolean unused = Thread.interrupted();
    }
    rate.take(received.size());
    boolean full = full(received.size());
    processor.accept(inFlight.accept(received, full), Instant.MAX);
    return new Polled(received.size(), full, breaker.nextWait());
  }

  /** A message that waits behind its key's, or for its turn at a rate, would lie about. */
  private boolean mayComeAhead() {
    return !subscription.capabilities().ordered()
        && options.messagesPerSecond() == 0
        && !breaker.open();
  }

  /** Whether there is more than this poll could fetch, and nothing that forbids to fetch it now. */
  private boolean full(int messages) {
    return messages >= batch && options.messagesPerSecond() == 0 && !breaker.open();
  }

  private Duration pauseAfter(RuntimeException failed) {
    boolean cancelled =
        failed instanceof MessagingException known && known.code() == ErrorCode.CANCELLED;
    if (!schedule.ended()) {
      LOG.log(System.Logger.Level.WARNING, "receive for handler " + settings.handler(), failed);
      breaker.failed();
      if (cancelled) {
        schedule.end();
      }
    }
    Duration slower = breaker.nextWait();
    return slower.compareTo(FIRST_WAIT) > 0 ? slower : FIRST_WAIT;
  }

  /**
   * Polls no more until it is resumed: a receive that is under way may still bring messages, and
   * what is in flight goes on.
   */
  public void pause() {
    schedule.pause(true);
  }

  /** Polls again. */
  public void resume() {
    schedule.pause(false);
  }

  /** When it may poll next; in the past when it may now. */
  public Instant nextPoll() {
    return schedule.next();
  }

  /** The messages in flight: running, or leased and waiting for their turn or to be settled. */
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
   * to drain is interrupted, and left to run out after its grace. Idempotent; not for handlers to
   * call. A thread that is interrupted while it waits here stops waiting.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    schedule.end();
    inFlight.hurry();
    processor.drain();
    Thread thread = poller.get();
    if (thread != null) {
      thread.interrupt();
    }
    helpers.interrupt();
    try {
      awaitEnd();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      inFlight.leave();
    }
  }

  private void awaitEnd() throws InterruptedException {
    Instant began = timeline.now();
    boolean polledOut = schedule.awaitIdle(options.drain());
    Duration left = options.drain().minus(Duration.between(began, timeline.now()));
    if (!polledOut || !inFlight.awaitNone(left)) {
      inFlight.interrupt();
      inFlight.awaitNone(settings.grace());
    }
  }

  /**
   * What came of one poll.
   *
   * @param messages how many
   * @param full whether more may wait, for others to fetch
   * @param pause how long until the next
   */
  private record Polled(int messages, boolean full, Duration pause) {
    static Polled nothing(Duration pause) {
      return new Polled(0, false, pause);
    }
  }
}
