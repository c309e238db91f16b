package dev.ferry.host.azure;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function app that runs: a worker for each instance, and what listens to the triggers of its
 * functions. Functions that the settings disable are left out, and so are those that HTTP triggers.
 * A timer's function runs in the first instance alone.
 *
 * <p>Safe for use by any number of threads. Workers are started with their first invocation.
 */
public final class FunctionApp implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Duration TRY = Duration.ofSeconds(30);

  private final AppCounts counts = new AppCounts();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final FunctionAppSpec app;
  private final AppSettings settings;
  private final HostFile host;
  private final Consumer<String> log;

  private FunctionApp(FunctionAppSpec app, Consumer<String> log) throws IOException {
    this.app = app;
    this.log = log;
    this.settings = new AppSettings(app.settings());
    this.host = HostFile.read(app.folder(), settings);
  }

  /**
   * Reads an app; {@link #start()} lets it run.
   *
   * @param log is given each line that its workers print, and what goes wrong at the broker
   * @throws IOException when host.json or a function.json cannot be read
   * @throws IllegalArgumentException when one says what cannot be, or a setting is missing
   */
  public static FunctionApp open(FunctionAppSpec app, Consumer<String> log) throws IOException {
    FunctionApp opened = new FunctionApp(app, log);
    List<FunctionFile> functions = FunctionFile.all(app.folder());
    for (int i = 0; i < app.instances(); i++) {
      opened.addInstance(functions);
    }
    return opened;
  }

  private void addInstance(List<FunctionFile> functions) {
    Worker worker = new Worker(app, host.functionTimeout(), counts, log);
    workers.add(worker);
    for (FunctionFile function : functions) {
      Feed feed = settings.disabled(function.name()) ? null : feed(function, worker);
      if (feed != null) {
        feeds.add(feed);
      }
    }
  }

  private @Nullable Feed feed(FunctionFile function, Worker worker) {
    if (function.onTimer()) {
      Schedule schedule = Schedule.parse(settings.resolve(function.text("schedule")));
      return workers.size() == 1 ? new TimerFeed(function, schedule, worker) : null;
    }
    if (!function.onServiceBus()) {
      log.accept(
          "function '%s' is left out: its trigger is %s"
              .formatted(function.name(), function.text("type")));
      return null;
    }
    String queue = settings.resolve(function.text("queueName"));
    if (queue.isEmpty()) {
      throw new IllegalArgumentException(
          "start function '%s': it reads no queue; let a topic's subscription forward to one"
              .formatted(function.name()));
    }
    ServiceBusClientBuilder bus =
        new ServiceBusClientBuilder()
            .retryOptions(new AmqpRetryOptions().setTryTimeout(TRY))
            .connectionString(
                settings.required(function.text("connection"), "its trigger's connection"));
    ServiceBusFunctionCalls calls = new ServiceBusFunctionCalls(function, worker);
    return function.many()
        ? BatchFeed.of(bus, queue, host, calls, log)
        : MessageFeed.of(bus, queue, host, calls, log);
  }

  /** Lets messages come. */
  public void start() {
    feeds.forEach(Feed::start);
  }

  /** What it did so far. */
  public AppCounts counts() {
    return counts;
  }

  /**
   * Lets no message come any more, waits for what runs, ten seconds at most, and ends every worker.
   * Idempotent.
   */
  @Override
  public void close() {
    CountDownLatch closing = new CountDownLatch(feeds.size());
    for (Feed feed : feeds) {
      Thread closer =
          new Thread(
              () -> {
                try {
                  feed.close();
                } finally {
                  closing.countDown();
                }
              },
              "ferry-close-" + app.name());
      closer.setDaemon(true);
      closer.start();
    }
    try {
      boolean unused = closing.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    feeds.clear();
    workers.forEach(Worker::close);
  }
}
