package dev.ferry.functions.aws;

import dev.ferry.processing.Application;

/**
 * A handler on a queue of SQS, as a Lambda function.
 *
 * <pre>{@code
 * public final class OrdersOnLambda extends SqsFunction {
 *   public OrdersOnLambda() {
 *     super(new OrdersApp());
 *   }
 * }
 * }</pre>
 *
 * <p>The event source mapping has to report batch item failures: without that Lambda deletes what
 * was kept. Which handler runs, its numbers and its channels are in the function's variables; see
 * {@code docs/guides/aws-lambda.md}.
 *
 * <p>Safe for use by any number of threads: one instance serves every invocation of its process,
 * many at once on Lambda Managed Instances.
 */
public abstract class SqsFunction extends HandlerFunction<SqsEvent> {
  /**
   * A function with what its process has.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT or FAILED_PRECONDITION when a
   *     variable is missing or malformed, or the failure contract cannot be kept; the text names it
   *     and what to do
   */
  protected SqsFunction(Application application) {
    this(application, LambdaSetup.ofProcess());
  }

  /**
   * A function with other parts than the process's.
   *
   * @throws dev.ferry.messaging.MessagingException as {@link #SqsFunction(Application)}
   */
  protected SqsFunction(Application application, LambdaSetup setup) {
    super(application, setup, (deployed, reading) -> new SqsHost(setup, deployed, reading));
  }
}
