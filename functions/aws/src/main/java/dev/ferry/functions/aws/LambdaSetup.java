package dev.ferry.functions.aws;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.ferry.aws.SqsCalls;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.ProcessingListener;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a function uses beside its handler. Everything is the process's own unless it is said
 * otherwise: its variables, SQS and SNS, the store that {@code FERRY_STORE} names, the machine's
 * clock, Lambda's log. Immutable; what is handed over stays the caller's.
 *
 * <pre>{@code
 * public OrdersOnLambda() {
 *   super(new OrdersApp(ledger), LambdaSetup.ofProcess().withStore(store));
 * }
 * }</pre>
 */
public final class LambdaSetup {
  private final Parts parts;

  private LambdaSetup(Parts parts) {
    this.parts = parts;
  }

  /** What a process on Lambda has. */
  public static LambdaSetup ofProcess() {
    return new LambdaSetup(new Parts());
  }

  /** A copy with other variables than the process's. */
  public LambdaSetup withEnvironment(FunctionEnvironment variables) {
    Parts copy = parts.copy();
    copy.environment = variables;
    return new LambdaSetup(copy);
  }

  /** A copy with a store, whatever {@code FERRY_STORE} says. */
  public LambdaSetup withStore(IdempotencyStore store) {
    Parts copy = parts.copy();
    copy.store = store;
    return new LambdaSetup(copy);
  }

  /**
   * A copy with other providers of channels than SQS and SNS.
   *
   * @param opened makes the client, which tells the listener what it does
   */
  public LambdaSetup withMessaging(Function<MessagingListener, Messaging> opened) {
    Parts copy = parts.copy();
    copy.messaging = opened;
    return new LambdaSetup(copy);
  }

  /** A copy that changes visibilities by other calls than those of the source's provider. */
  public LambdaSetup withSqsCalls(Supplier<SqsCalls> calls) {
    Parts copy = parts.copy();
    copy.calls = calls;
    return new LambdaSetup(copy);
  }

  /** A copy in which somebody else hears, too, what happens to messages. */
  public LambdaSetup withListener(ProcessingListener listener) {
    Parts copy = parts.copy();
    copy.listener = parts.listener.and(listener);
    return new LambdaSetup(copy);
  }

  /** A copy with another time to go by. */
  public LambdaSetup withTimeline(Timeline timeline) {
    Parts copy = parts.copy();
    copy.timeline = timeline;
    return new LambdaSetup(copy);
  }

  /** A copy that runs handlers elsewhere than on a thread each. */
  public LambdaSetup withExecutor(Executor executor) {
    Parts copy = parts.copy();
    copy.executor = executor;
    return new LambdaSetup(copy);
  }

  /** A copy whose lines of log and metrics go elsewhere than to Lambda's log. */
  public LambdaSetup withLog(Consumer<String> lines) {
    Parts copy = parts.copy();
    copy.lines = lines;
    return new LambdaSetup(copy);
  }

  /** A copy that ends the process in another way than by halting it. */
  public LambdaSetup withExit(Runnable exit) {
    Parts copy = parts.copy();
    copy.exit = exit;
    return new LambdaSetup(copy);
  }

  FunctionEnvironment environment() {
    return parts.environment;
  }

  @Nullable IdempotencyStore store() {
    return parts.store;
  }

  Messaging messaging(MessagingListener listener) {
    return parts.messaging.apply(listener);
  }

  @Nullable Supplier<SqsCalls> calls() {
    return parts.calls;
  }

  ProcessingListener listener() {
    return parts.listener;
  }

  Timeline timeline() {
    return parts.timeline;
  }

  Executor executor() {
    return parts.executor;
  }

  Consumer<String> lines() {
    return parts.lines;
  }

  Runnable exit() {
    return parts.exit;
  }

  /** The parts, for the copy that is being made. */
  private static final class Parts {
    private static final int NOT_STOPPED = 70;

    private FunctionEnvironment environment = FunctionEnvironment.ofProcess();
    private @Nullable IdempotencyStore store;
    private Function<MessagingListener, Messaging> messaging = AwsMessaging::open;
    private @Nullable Supplier<SqsCalls> calls;
    private ProcessingListener listener = ProcessingListener.noop();
    private Timeline timeline = Timeline.system();
    private Executor executor = Threads.perTask("ferry-handler");
    private Consumer<String> lines = Parts::log;
    private Runnable exit = () -> Runtime.getRuntime().halt(NOT_STOPPED);

    /** A line as it is: the logger would wrap a text in JSON of its own, and so hide metrics. */
    private static void log(String line) {
      LambdaLogger log = LambdaRuntime.getLogger();
      log.log((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Parts copy() {
      Parts copy = new Parts();
      copy.environment = environment;
      copy.store = store;
      copy.messaging = messaging;
      copy.calls = calls;
      copy.listener = listener;
      copy.timeline = timeline;
      copy.executor = executor;
      copy.lines = lines;
      copy.exit = exit;
      return copy;
    }
  }
}
