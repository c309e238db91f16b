package dev.ferry.functions.google;

import com.google.cloud.functions.CloudEventsFunction;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.DirectTrigger;
import dev.ferry.functions.HostedHandler;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.Application;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;

/**
 * A handler on an event trigger for a topic of Pub/Sub, as a function on Google Cloud. A push
 * subscription of its own is the better choice, which {@link PubSubFunction} is for: nobody can set
 * the backoff or the dead letters of a trigger's.
 *
 * <p>Without retries the platform drops an event whose function failed, and with them it gives up
 * after a day. So that nothing is lost, a process refuses to start unless {@code
 * FERRY_PLATFORM_RETRIES} says that they are on, records are kept, and the policy gives messages up
 * that are too old before the platform does. Who may call is for the platform to check: let only
 * the trigger's service account invoke the function.
 *
 * <p>Safe for use by any number of threads, as {@link PubSubFunction} is.
 */
public abstract class EventarcFunction implements CloudEventsFunction {
  private static final String RETRIES = "FERRY_PLATFORM_RETRIES";
  private static final String PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished";

  /**
   * How long the platform repeats an event.
   *
   * @see <a href="https://cloud.google.com/functions/docs/bestpractices/retries">retries</a>
   */
  private static final DirectTrigger TRIGGER =
      new DirectTrigger("on an event trigger", "the platform", Duration.ofHours(24));

  private final Deployed deployed;
  private final Duration timeLimit;
  private final HostedHandler<Push, PushEvent, PushAnswer> handler;

  /**
   * A function with what its process has.
   *
   * @throws MessagingException INVALID_ARGUMENT or FAILED_PRECONDITION when a variable is missing
   *     or malformed, or the failure contract cannot be kept; the text names it and what to do
   */
  protected EventarcFunction(Application application) {
    this(application, GoogleSetup.ofProcess());
  }

  /**
   * A function with other parts than the process's.
   *
   * @throws MessagingException as {@link #EventarcFunction(Application)}
   */
  protected EventarcFunction(Application application, GoogleSetup setup) {
    this.deployed = new Deployed(setup);
    this.timeLimit = TimeLimit.of(deployed.environment());
    this.handler =
        new HostedHandler<>(
            application, deployed, (read, reading) -> open(read, reading, setup.lines()));
  }

  private static PushHost open(Deployed deployed, SubscriptionOptions reading, CloudLines lines) {
    TRIGGER.check(
        deployed,
        RETRIES,
        "the platform drops an event whose function failed; give the trigger the retry policy RETRY_POLICY_RETRY, and set the variable to true");
    return new PushHost(deployed, reading, PubSubTriggers.event(), lines);
  }

  /**
   * Handles one event; blocks until its message is decided.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no event of a topic, UNAVAILABLE when it
   *     is to come again, CANCELLED when the thread is interrupted: the platform repeats it
   */
  @Override
  public final void accept(CloudEvent event) {
    Instant began = deployed.timeline().now();
    PushAnswer answer = handler.handle(new Push(body(event), null), began, began.plus(timeLimit));
    if (answer != PushAnswer.DONE) {
      throw new MessagingException(
          ErrorCode.UNAVAILABLE,
          true,
          "handle event: it is to come again (" + answer + "); its line in the log says why");
    }
  }

  private static ByteArrayInputStream body(CloudEvent event) {
    CloudEventData data = event.getData();
    if (!event.getType().equals(PUBLISHED) || data == null) {
      throw MessagingException.invalid(
          "read event: it is no message of a topic; the function's trigger has to be " + PUBLISHED);
    }
    return new ByteArrayInputStream(data.toBytes());
  }
}
