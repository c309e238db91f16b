package dev.ferry.processing;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.internal.BatchLoop;
import dev.ferry.processing.internal.Heartbeat;
import dev.ferry.processing.internal.MessageLife;
import dev.ferry.processing.internal.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One handler under the failure contract, ready for deliveries from any host.
 *
 * <p>Safe for use by any number of threads. It settles nothing: it says what the host is to do.
 */
public final class Processor {
  private final BatchLoop<?> loop;
  private final @Nullable Heartbeat heartbeat;

  private Processor(BatchLoop<?> loop, @Nullable Heartbeat heartbeat) {
    this.loop = loop;
    this.heartbeat = heartbeat;
  }

  /**
   * A processor; makes the handler.
   *
   * @param source what the handler's source can do
   * @throws MessagingException FAILED_PRECONDITION when the contract cannot be kept: no dead-letter
   *     queue, at most once without a store, attempts that nobody counts, a delay that the source
   *     cannot wait, a channel that nothing publishes to. The text names the handler and the field
   */
  public static <T> Processor of(
      HandlerBinding<T> binding, HandlerSettings settings, Capabilities source, Services services) {
    check(settings, source, services);
    return new Processor(
        new BatchLoop<>(
            new MessageLife<>(binding, settings, services),
            services.timeline(),
            services.executor(),
            source.ordered(),
            settings.concurrency(),
            settings.budget(),
            settings.grace()),
        Heartbeat.isNeededFor(settings) ? new Heartbeat(settings, services) : null);
  }

  private static void check(HandlerSettings settings, Capabilities source, Services services) {
    if (services.deadLetters().isEmpty() && !source.nativeDeadLetter()) {
      throw refuse(
          settings,
          "deadLetter: there is no dead-letter queue, and the broker has none of its own; name one");
    }
    if (settings.guarantee() != Guarantee.AT_LEAST_ONCE && services.store().isEmpty()) {
      throw refuse(
          settings,
          "idempotency: "
              + settings.guarantee()
              + " needs a store; name one, or ask for AT_LEAST_ONCE");
    }
    boolean counted = source.deliveryCount() != Capabilities.DeliveryCount.NONE;
    if (settings.guarantee() == Guarantee.AT_LEAST_ONCE && !counted) {
      throw refuse(
          settings,
          "retry.attempts: nobody counts them, neither the source nor, without records, Ferry;"
              + " name a store, and ask for EXACTLY_ONCE_EFFECTS");
    }
    boolean exact = source.redeliveryDelay() == Capabilities.RedeliveryDelay.EXACT;
    if (exact
        && settings.retry().backoff().max().compareTo(source.limits().redeliveryDelay()) > 0) {
      throw refuse(
          settings,
          "retry.maxDelay: "
              + settings.retry().backoff().max()
              + " where the source can wait "
              + source.limits().redeliveryDelay()
              + " at most");
    }
    for (String channel : settings.publishes()) {
      if (!services.channels().containsKey(channel)) {
        throw refuse(settings, "publishes: nothing publishes to channel '" + channel + "'");
      }
    }
  }

  private static MessagingException refuse(HandlerSettings settings, String why) {
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION, false, "start handler '" + settings.handler() + "': " + why);
  }

  /**
   * Takes a batch over; returns when those that start now are claimed, while they run.
   *
   * @param deadline nothing starts that could not end within its budget before this, but the first
   *     always does; {@link Instant#MAX} for no limit
   * @param sink is told each delivery's disposition, once, on the thread that ran it
   */
  public void accept(
      List<Delivery> batch, Instant deadline, BiConsumer<Delivery, Disposition> sink) {
    accept(batch.stream().map(delivery -> new Turn(delivery, sink)).toList(), deadline);
  }

  void accept(List<Turn> turns, Instant deadline) {
    loop.accept(turns, deadline);
  }

  /**
   * Processes a batch and blocks until every delivery has its disposition, which is at the latest
   * when the last handler's budget and grace are over. Claims whose lease is shorter than that are
   * renewed meanwhile, and so is a lease of the broker's that a delivery has and can make longer.
   *
   * @return the dispositions, in the order of the batch
   * @throws InterruptedException when the thread is interrupted; handlers go on
   */
  public List<Disposition> process(List<Delivery> batch, Instant deadline)
      throws InterruptedException {
    return process(batch, turns -> loop.accept(turns, deadline));
  }

  /**
   * Processes a batch as {@link #process} does, and runs handlers on the calling thread too, so
   * that a message alone costs no switch of threads. For hosts whose process ends when a handler
   * would not stop: such a one keeps the calling thread. An interrupt goes to the handler that runs
   * on it.
   */
  public List<Disposition> processHere(List<Delivery> batch, Instant deadline)
      throws InterruptedException {
    return process(
        batch,
        turns -> {
          List<Runnable> mine = new ArrayList<>(1);
          loop.accept(turns, deadline, mine::add);
          mine.forEach(Processor::run);
        });
  }

  /** An error that a handler lets escape goes where it would go from a thread of its own. */
  private static void run(Runnable handlers) {
    try {
      handlers.run();
    } catch (RuntimeException | Error escaped) {
      Thread here = Thread.currentThread();
      here.getUncaughtExceptionHandler().uncaughtException(here, escaped);
    }
  }

  private List<Disposition> process(List<Delivery> batch, Consumer<List<Turn>> accepting)
      throws InterruptedException {
    CountDownLatch undecided = new CountDownLatch(batch.size());
    Map<Integer, Disposition> decided = new ConcurrentHashMap<>();
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      int place = i;
      turns.add(
          new Turn(
              batch.get(i),
              (delivery, disposition) -> {
                decided.put(place, disposition);
                undecided.countDown();
              }));
    }
    if (heartbeat != null) {
      turns.forEach(heartbeat::add);
    }
    try {
      accepting.accept(turns);
      undecided.await();
    } finally {
      if (heartbeat != null) {
        turns.forEach(heartbeat::remove);
      }
    }
    List<Disposition> inOrder = new ArrayList<>(batch.size());
    for (int place = 0; place < batch.size(); place++) {
      inOrder.add(Objects.requireNonNull(decided.get(place)));
    }
    return inOrder;
  }

  /** Begins nothing more: what waits goes back untried, what runs goes on. */
  public void drain() {
    loop.drain();
  }
}
