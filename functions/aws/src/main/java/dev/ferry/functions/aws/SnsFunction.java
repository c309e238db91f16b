package dev.ferry.functions.aws;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.DirectTrigger;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.Application;
import java.time.Duration;

/**
 * A handler on a topic of SNS without a queue between, as a Lambda function. A queue between keeps
 * what cannot be handled yet and is the better choice; {@link SqsFunction} reads it.
 *
 * <p>Lambda invokes again when an invocation fails, twice and for six hours at most, and then gives
 * up. So that nothing is lost then, a process refuses to start unless {@code FERRY_ON_FAILURE}
 * names the function's on-failure destination, records are kept, and the policy gives messages up
 * that are too old before Lambda does.
 *
 * <p>Safe for use by any number of threads, as {@link SqsFunction} is.
 */
public abstract class SnsFunction extends HandlerFunction<SnsEvent> {
  private static final String ON_FAILURE = "FERRY_ON_FAILURE";

  /**
   * How long Lambda keeps an event of an asynchronous invocation.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">maximum
   *     age of an event</a>
   */
  private static final DirectTrigger TOPIC =
      new DirectTrigger("on a topic", "Lambda", Duration.ofHours(6));

  /**
   * A function with what its process has.
   *
   * @throws MessagingException INVALID_ARGUMENT or FAILED_PRECONDITION when a variable is missing
   *     or malformed, or the failure contract cannot be kept; the text names it and what to do
   */
  protected SnsFunction(Application application) {
    this(application, LambdaSetup.ofProcess());
  }

  /**
   * A function with other parts than the process's.
   *
   * @throws MessagingException as {@link #SnsFunction(Application)}
   */
  protected SnsFunction(Application application, LambdaSetup setup) {
    super(application, setup, SnsFunction::open);
  }

  private static SnsHost open(Deployed deployed, SubscriptionOptions reading) {
    TOPIC.check(
        deployed,
        ON_FAILURE,
        "Lambda drops what it gives up; configure an on-failure destination for asynchronous invocations, and set the variable to its ARN");
    return new SnsHost(deployed, reading);
  }
}
