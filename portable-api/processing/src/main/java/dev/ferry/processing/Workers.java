package dev.ferry.processing;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.SubscriptionOptions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application's handlers on one JVM: a {@link Worker} for each, with the publishers and
 * subscriptions that they use.
 *
 * <p>{@link #start()} runs them on threads; {@link #step()} polls each once on the caller's thread,
 * for tests and simulations. Closing it drains the workers and closes what it opened. Safe for use
 * by any number of threads.
 *
 * <pre>{@code
 * try (Workers workers = Workers.open(messaging, new OrdersApp(ledger), plan, options, services)) {
 *   workers.start();
 *   ...
 * }
 * }</pre>
 */
public final class Workers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());

  private final Map<String, Worker> workers;
  private final Deque<AutoCloseable> opened;

  private Workers(Map<String, Worker> workers, Deque<AutoCloseable> opened) {
    this.workers = workers;
    this.opened = opened;
  }

  /**
   * Opens what the plan's handlers need, and makes their workers. When that fails, what was opened
   * is closed again.
   *
   * @param services the store, time, threads and listener; channels and dead letters are the plan's
   * @throws MessagingException as {@link Processor#of}, or what a broker says
   */
  public static Workers open(
      Messaging messaging,
      Application application,
      ApplicationPlan plan,
      WorkerOptions options,
      Services services) {
    Opening opening = new Opening(messaging, plan, options, services);
    try {
      Wiring wiring = Wiring.of(application);
      plan.handlers().forEach(handler -> opening.add(handler, binding(wiring, handler)));
      return new Workers(opening.workers, opening.opened);
    } catch (RuntimeException failed) {
      closeAll(opening.opened);
      throw failed;
    }
  }

  private static HandlerBinding<?> binding(Wiring wiring, HandlerPlan handler) {
    return wiring.binding(handler.settings().handler());
  }

  /** Starts every worker's thread. */
  public void start() {
    workers.values().forEach(Worker::start);
  }

  /**
   * Polls every worker once on the calling thread, in the plan's order, without waiting.
   *
   * @return how many messages came
   */
  public int step() {
    int messages = 0;
    for (Worker worker : workers.values()) {
      messages += worker.step();
    }
    return messages;
  }

  /**
   * When a worker that waits may poll next, after {@code now}; {@link Instant#MAX} if none waits.
   */
  public Instant nextPollAfter(Instant now) {
    return workers.values().stream()
        .map(Worker::nextPoll)
        .filter(poll -> poll.isAfter(now))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /**
   * The worker of a handler.
   *
   * @throws MessagingException INVALID_ARGUMENT when it does not run here
   */
  public Worker worker(String handler) {
    Worker worker = workers.get(handler);
    if (worker == null) {
      throw MessagingException.invalid(
          "find worker '" + handler + "': the workers here are " + workers.keySet());
    }
    return worker;
  }

  /** Drains every worker, then closes what was opened for them. Idempotent. */
  @Override
  public void close() {
    List<Thread> closing =
        workers.values().stream().map(worker -> new Thread(worker::close, "ferry-close")).toList();
    closing.forEach(Thread::start);
    for (Thread thread : closing) {
      join(thread);
    }
    closeAll(opened);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      close(opened.pop());
    }
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception others) {
      LOG.log(System.Logger.Level.DEBUG, "close what the workers used", others);
    }
  }

  /** What is opened on the way to the workers. */
  private static final class Opening {
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<Address, Publisher> publishers = new HashMap<>();
    private final Messaging messaging;
    private final ApplicationPlan plan;
    private final WorkerOptions options;
    private final Services services;

    private Opening(
        Messaging messaging, ApplicationPlan plan, WorkerOptions options, Services services) {
      this.messaging = messaging;
      this.plan = plan;
      this.options = options;
      this.services = services;
    }

    private void add(HandlerPlan handler, HandlerBinding<?> binding) {
      if (handler.stableIdsRequired()) {
        binding.requireStableIds();
      }
      Services.Builder own = services.toBuilder();
      for (String channel : handler.settings().publishes()) {
        Address address = plan.channels().get(channel);
        if (address != null) {
          own.channel(channel, publisher(address));
        }
      }
      own.deadLetters(publisherOrNone(handler.deadLetters()));
      own.parked(publisherOrNone(handler.parked()));
      Subscription subscription =
          messaging.subscription(handler.source(), reading(handler, binding));
      opened.push(subscription);
      workers.put(
          handler.settings().handler(),
          new Worker(subscription, binding, handler.settings(), options, own.build()));
    }

    private static SubscriptionOptions reading(HandlerPlan handler, HandlerBinding<?> binding) {
      String attribute = handler.idAttribute();
      return attribute == null
          ? binding.subscription()
          : SubscriptionOptions.idFromAttribute(attribute);
    }

    private @Nullable Publisher publisherOrNone(@Nullable Address address) {
      return address == null ? null : publisher(address);
    }

    private Publisher publisher(Address address) {
      Publisher known = publishers.get(address);
      if (known != null) {
        return known;
      }
      Publisher publisher = messaging.publisher(address, PublisherOptions.defaults());
      publishers.put(address, publisher);
      opened.push(publisher);
      return publisher;
    }
  }
}
