package dev.ferry.aws.direct;

import java.util.Optional;

/**
 * The trace of the invocation that a request is made in, which the SDK sends on from functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">_X_AMZN_TRACE_ID</a>
 */
final class LambdaTrace {
  static final String HEADER = "X-Amzn-Trace-Id";

  private static final boolean FUNCTION = System.getenv("AWS_LAMBDA_FUNCTION_NAME") != null;

  private LambdaTrace() {}

  /** Empty outside a function. The runtime of Java tells by a property, as variables stay. */
  static Optional<String> header() {
    return header(FUNCTION);
  }

  static Optional<String> header(boolean inFunction) {
    return inFunction
        ? Optional.ofNullable(System.getProperty("com.amazonaws.xray.traceHeader"))
        : Optional.empty();
  }
}
