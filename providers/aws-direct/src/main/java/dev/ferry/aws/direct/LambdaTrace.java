package dev.ferry.aws.direct;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The trace of the invocation that a request is made in, which the SDK sends on from functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">_X_AMZN_TRACE_ID</a>
 */
final class LambdaTrace {
  static final String HEADER = "X-Amzn-Trace-Id";

  /** What the runtime of Java sets for the one invocation of its process, as variables stay. */
  static final String PROPERTY = "com.amazonaws.xray.traceHeader";

  /** What it sets for each of its threads, where a process serves several invocations at once. */
  static final String OF_THREAD = "AWS_LAMBDA_X_TRACE_ID";

  private static final LambdaTrace HERE = new LambdaTrace(System.getenv());

  private final boolean function;

  /** Where it is one at a time, the class that knows of threads is not even loaded. */
  private final boolean severalAtOnce;

  /** In a process with these variables. */
  LambdaTrace(Map<String, String> variables) {
    this.function = variables.containsKey("AWS_LAMBDA_FUNCTION_NAME");
    this.severalAtOnce = variables.containsKey("AWS_LAMBDA_MAX_CONCURRENCY");
  }

  /** Of this process and thread. */
  static Optional<String> header() {
    return HERE.current();
  }

  /** Empty outside a function. */
  Optional<String> current() {
    return function ? Optional.ofNullable(ofInvocation()) : Optional.empty();
  }

  private @Nullable String ofInvocation() {
    String ofThread = severalAtOnce ? SdkInternalThreadLocal.get(OF_THREAD) : null;
    return ofThread == null ? System.getProperty(PROPERTY) : ofThread;
  }
}
