package dev.ferry.functions;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.Services;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * One handler of an application on a host, as it is deployed: made once for a process, and every
 * invocation goes from what the host hands over to the answer that it wants. Safe for use by any
 * number of threads.
 *
 * @param <I> what the host hands over
 * @param <E> the event that is in it
 * @param <R> the answer
 */
public final class HostedHandler<I, E, R> {
  private final AtomicBoolean warned = new AtomicBoolean();
  private final Deployed deployed;
  private final FunctionSource<I, E, R> source;
  private final HandlerBinding<?> binding;
  private final Services services;
  private final FunctionHost<E, R> host;

  /**
   * A handler; makes it, and opens what it needs.
   *
   * @param opening makes the source, whose messages are read like this
   * @throws MessagingException INVALID_ARGUMENT or FAILED_PRECONDITION when a variable is missing
   *     or malformed, or the failure contract cannot be kept; the text names it and what to do
   */
  public HostedHandler(
      Application application,
      Deployed deployed,
      BiFunction<Deployed, SubscriptionOptions, FunctionSource<I, E, R>> opening) {
    this.deployed = deployed;
    this.binding = deployed.binding(application);
    this.source = opening.apply(deployed, deployed.reading(binding));
    this.services = deployed.services();
    source.ready(services);
    this.host =
        new FunctionHost<>(
            source,
            binding,
            deployed.settings(),
            source.capabilities(),
            services,
            FunctionHost.SETTLING_MARGIN,
            deployed.endProcess());
  }

  /**
   * Handles one event; blocks until every message of it is decided.
   *
   * @param began when the invocation began
   * @param limit when the host ends it
   * @throws MessagingException INVALID_ARGUMENT when the event is not one of the handler's source,
   *     CANCELLED when the thread is interrupted: the invocation fails, and all of it comes again
   */
  public R handle(I input, Instant began, Instant limit) {
    try {
      warnOnce(began, limit);
      return host.handle(source.parse(input, began, limit), limit);
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

  /**
   * Loads what a first message would load: the event's parser, the handler's codec, the store's
   * client with its connection, the answer. Runs no handler; blocks for two requests of the store.
   */
  public Runnable warmUp() {
    return new WarmUp(source, binding.codec(), services.store(), deployed);
  }
}
