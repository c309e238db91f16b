package dev.ferry.functions.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.functions.FunctionHost;
import dev.ferry.functions.HostAdapter;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.Services;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the functions that run a handler have in common: they are made once for a process, and every
 * invocation goes from event to answer. Safe for use by any number of threads. Public only because
 * the runtime calls its method by reflection; extend {@link SqsFunction} or {@link SnsFunction}.
 *
 * @param <E> the event
 */
public abstract class HandlerFunction<E> implements RequestStreamHandler {
  private final AtomicBoolean warned = new AtomicBoolean();
  private final Deployed deployed;
  private final Source<E> source;
  private final FunctionHost<E, byte[]> host;
  private final Priming priming;

  /** What sends a function its events. */
  interface Source<E> extends HostAdapter<E, byte[]> {
    /** What it can do. */
    Capabilities capabilities();

    /**
     * Reads an event.
     *
     * @throws MessagingException INVALID_ARGUMENT when it is none of this source's
     */
    E parse(InputStream event, Instant began, Instant limit);

    /** An event with one message of this body, for a process that warms up. */
    String example(String body);
  }

  /** Makes the source of a function. */
  interface Opening<E> {
    /** The source, where messages are read like this. */
    Source<E> open(Deployed deployed, SubscriptionOptions reading);
  }

  HandlerFunction(Application application, LambdaSetup setup, Opening<E> opening) {
    this.deployed = new Deployed(setup);
    HandlerBinding<?> binding = deployed.binding(application);
    this.source = opening.open(deployed, deployed.reading(binding));
    Services services = deployed.services();
    this.host =
        new FunctionHost<>(
            source,
            binding,
            deployed.settings(),
            source.capabilities(),
            services,
            FunctionHost.SETTLING_MARGIN,
            Abandoned.of(deployed));
    this.priming =
        new Priming(
                new WarmUp(source, binding.codec(), services.store(), deployed),
                deployed.randomness())
            .registered(deployed);
  }

  /**
   * Handles one event; blocks until every message of it is decided.
   *
   * @throws MessagingException INVALID_ARGUMENT when the event is not one of the handler's source,
   *     CANCELLED when the thread is interrupted: the invocation fails, and all of it comes again
   */
  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Instant began = deployed.timeline().now();
    Instant limit = began.plusMillis(context.getRemainingTimeInMillis());
    try {
      warnOnce(began, limit);
      output.write(host.handle(source.parse(input, began, limit), limit));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("handle event: interrupted; all of it comes again");
    } finally {
      deployed.flush();
    }
  }

  private void warnOnce(Instant began, Instant limit) {
    Instant needed = began.plus(deployed.settings().budget()).plus(FunctionHost.SETTLING_MARGIN);
    if (limit.isBefore(needed) && warned.compareAndSet(false, true)) {
      deployed.warn(
          "the function's timeout leaves less than the handler's budget and "
              + FunctionHost.SETTLING_MARGIN
              + " to settle: only the first message of a batch begins; raise the timeout");
    }
  }

  /** What makes a snapshot of this process warm. */
  final Priming priming() {
    return priming;
  }
}
