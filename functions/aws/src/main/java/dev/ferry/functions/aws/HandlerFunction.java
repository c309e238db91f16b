package dev.ferry.functions.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.FunctionSource;
import dev.ferry.functions.HostedHandler;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.Application;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the functions that run a handler have in common: they are made once for a process, and every
 * invocation goes from event to answer. Safe for use by any number of threads. Public only because
 * the runtime calls its method by reflection; extend {@link SqsFunction} or {@link SnsFunction}.
 *
 * @param <E> the event
 */
public abstract class HandlerFunction<E> implements RequestStreamHandler {
  private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final String SNAP_START = "snap-start";

  private final Deployed deployed;
  private final HostedHandler<InputStream, E, byte[]> handler;

  /** Held for as long as the process, since what tells it of snapshots does not; null for none. */
  private final @Nullable Priming registered;

  HandlerFunction(
      Application application,
      LambdaSetup setup,
      BiFunction<Deployed, SubscriptionOptions, FunctionSource<InputStream, E, byte[]>> opening) {
    this.deployed = new Deployed(setup);
    this.handler = new HostedHandler<>(application, deployed, opening);
    this.registered = isSnapshot(deployed) ? priming(handler, deployed).registered() : null;
  }

  private static boolean isSnapshot(Deployed deployed) {
    return deployed.environment().find(INITIALIZATION).orElse("").equals(SNAP_START);
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
    output.write(handler.handle(input, began, limit));
  }

  /** What makes a snapshot of this process warm. */
  final Priming priming() {
    return registered == null ? priming(handler, deployed) : registered;
  }

  private static Priming priming(HostedHandler<?, ?, ?> handler, Deployed deployed) {
    return new Priming(handler.warmUp(), deployed.randomness());
  }
}
