package dev.ferry.functions.google;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.HostedHandler;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.Application;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A handler behind a push subscription of Pub/Sub, as a function on Google Cloud.
 *
 * <pre>{@code
 * public final class OrdersOnGoogle extends PubSubFunction {
 *   public OrdersOnGoogle() {
 *     super(new OrdersApp());
 *   }
 * }
 * }</pre>
 *
 * <p>It is an HTTP function with a subscription of its own, and not an event trigger, because only
 * such a subscription has a backoff, an ack deadline and dead letters that somebody can set. A
 * request without a token of the subscription's service account is refused before it is read. Which
 * handler runs, its numbers and its channels are in the function's variables; see {@code
 * docs/guides/google-functions.md}.
 *
 * <p>Safe for use by any number of threads: one instance serves every request of its process.
 */
public abstract class PubSubFunction implements HttpFunction {
  private static final int NO_PUSH = 400;
  private static final int NO_TIME = 503;
  private static final int NOT_NOW = 500;

  private final Deployed deployed;
  private final Gate gate;
  private final Traces traces;
  private final Duration timeLimit;
  private final HostedHandler<Push, PushEvent, PushAnswer> handler;

  /**
   * A function with what its process has.
   *
   * @throws MessagingException INVALID_ARGUMENT or FAILED_PRECONDITION when a variable is missing
   *     or malformed, or the failure contract cannot be kept; the text names it and what to do
   */
  protected PubSubFunction(Application application) {
    this(application, GoogleSetup.ofProcess());
  }

  /**
   * A function with other parts than the process's.
   *
   * @throws MessagingException as {@link #PubSubFunction(Application)}
   */
  protected PubSubFunction(Application application, GoogleSetup setup) {
    this.deployed = new Deployed(setup);
    this.gate = new Gate(deployed);
    this.traces = new Traces(deployed);
    this.timeLimit = TimeLimit.of(deployed.environment());
    this.handler =
        new HostedHandler<>(
            application, deployed, (read, reading) -> open(read, reading, setup.lines()));
  }

  private static PushHost open(Deployed deployed, SubscriptionOptions reading, CloudLines lines) {
    Duration longest = deployed.settings().retry().backoff().max();
    if (longest.compareTo(PubSubTriggers.LONGEST) > 0) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "start handler '%s' behind a push subscription: retry.maxDelay: %s where a subscription's backoff is %s at most"
              .formatted(deployed.settings().handler(), longest, PubSubTriggers.LONGEST));
    }
    return new PushHost(deployed, reading, PubSubTriggers.push(), lines);
  }

  /**
   * Handles one push; blocks until its message is decided. Whatever is not done with is answered by
   * a status that makes the subscription push it again.
   */
  @Override
  public final void service(HttpRequest request, HttpResponse response) throws IOException {
    Instant began = deployed.timeline().now();
    if (!gate.admits(request, response)) {
      return;
    }
    Push push = new Push(request.getInputStream(), traces.of(request));
    try {
      response.setStatusCode(handler.handle(push, began, began.plus(timeLimit)).status());
    } catch (MessagingException refused) {
      response.setStatusCode(status(refused));
      deployed.warn(refused.getMessage());
    }
  }

  private static int status(MessagingException refused) {
    return switch (refused.code()) {
      case INVALID_ARGUMENT -> NO_PUSH;
      case CANCELLED, UNAVAILABLE -> NO_TIME;
      default -> NOT_NOW;
    };
  }
}
