package dev.ferry.functions;

import dev.ferry.functions.spi.FunctionPlatform;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.ProcessingListener;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function uses beside its handler. Everything is the process's own unless it is said
 * otherwise: its variables, its host's broker, the store that {@code FERRY_STORE} names, the
 * machine's clock, its host's log. Immutable; what is handed over stays the caller's.
 *
 * @param <S> the setup of one host
 */
public abstract class FunctionSetup<S extends FunctionSetup<S>> {
  private final Parts parts;

  /** A setup of these parts. */
  protected FunctionSetup(Parts parts) {
    this.parts = parts;
  }

  /** Its parts, for a copy that differs in something else. */
  protected final Parts parts() {
    return parts;
  }

  /** A copy that differs in these parts alone. */
  protected abstract S with(Parts changed);

  /** A copy with other variables than the process's. */
  public final S withEnvironment(FunctionEnvironment variables) {
    Parts copy = parts.copy();
    copy.environment = variables;
    return with(copy);
  }

  /** A copy with a store, whatever {@code FERRY_STORE} says. */
  public final S withStore(IdempotencyStore store) {
    Parts copy = parts.copy();
    copy.store = store;
    return with(copy);
  }

  /**
   * A copy with other providers of channels than its host's.
   *
   * @param opened makes the client, which tells the listener what it does
   */
  public final S withMessaging(Function<MessagingListener, Messaging> opened) {
    Parts copy = parts.copy();
    copy.messaging = opened;
    return with(copy);
  }

  /** A copy in which somebody else hears, too, what happens to messages. */
  public final S withListener(ProcessingListener listener) {
    Parts copy = parts.copy();
    copy.listener = parts.listener.and(listener);
    return with(copy);
  }

  /** A copy with another time to go by. */
  public final S withTimeline(Timeline timeline) {
    Parts copy = parts.copy();
    copy.timeline = timeline;
    return with(copy);
  }

  /** A copy that runs handlers elsewhere than on a thread each. */
  public final S withExecutor(Executor executor) {
    Parts copy = parts.copy();
    copy.executor = executor;
    return with(copy);
  }

  /** A copy whose lines of log and metrics go elsewhere than to its host's log. */
  public final S withLog(Consumer<String> lines) {
    Parts copy = parts.copy();
    copy.lines = lines;
    return with(copy);
  }

  /** A copy that ends the process in another way than by halting it. */
  public final S withExit(Runnable exit) {
    Parts copy = parts.copy();
    copy.exit = exit;
    return with(copy);
  }

  final FunctionPlatform platform() {
    return parts.platform;
  }

  final FunctionEnvironment environment() {
    return parts.environment;
  }

  final @Nullable IdempotencyStore store() {
    return parts.store;
  }

  final Messaging messaging(MessagingListener listener) {
    return parts.messaging.apply(listener);
  }

  final ProcessingListener listener() {
    return parts.listener;
  }

  final Timeline timeline() {
    return parts.timeline;
  }

  final Executor executor() {
    return parts.executor;
  }

  final Consumer<String> lines() {
    return parts.lines;
  }

  final Runnable exit() {
    return parts.exit;
  }

  /** What all hosts' setups have; changed only while a copy of it is made. */
  protected static final class Parts {
    private static final int NOT_STOPPED = 70;

    private final FunctionPlatform platform;
    private FunctionEnvironment environment = FunctionEnvironment.ofProcess();
    private @Nullable IdempotencyStore store;
    private Function<MessagingListener, Messaging> messaging;
    private ProcessingListener listener = ProcessingListener.noop();
    private Timeline timeline = Timeline.system();
    private Executor executor = Threads.perTask("ferry-handler");
    private Consumer<String> lines;
    private Runnable exit = () -> Runtime.getRuntime().halt(NOT_STOPPED);

    private Parts(FunctionPlatform platform) {
      this.platform = platform;
      this.messaging = platform::open;
      this.lines = platform::write;
    }

    /** What a process on this host has. */
    public static Parts of(FunctionPlatform platform) {
      return new Parts(platform);
    }

    private Parts copy() {
      Parts copy = new Parts(platform);
      copy.environment = environment;
      copy.store = store;
      copy.messaging = messaging;
      copy.listener = listener;
      copy.timeline = timeline;
      copy.executor = executor;
      copy.lines = lines;
      copy.exit = exit;
      return copy;
    }
  }
}
