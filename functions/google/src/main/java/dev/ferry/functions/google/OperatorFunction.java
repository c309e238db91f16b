package dev.ferry.functions.google;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.ferry.functions.Deployed;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What the functions have in common that a schedule or an operator calls: who may call is checked,
 * and the answer is JSON. Safe for use by any number of threads.
 */
abstract class OperatorFunction implements HttpFunction {
  private static final int MALFORMED = 400;
  private static final int FAILED = 500;

  private final Deployed deployed;
  private final Gate gate;
  private final Duration timeLimit;

  OperatorFunction(Deployed deployed) {
    this.deployed = deployed;
    this.gate = new Gate(deployed);
    this.timeLimit = TimeLimit.of(deployed.environment());
  }

  /**
   * Does one run.
   *
   * @param left how long it may take
   * @return JSON
   */
  abstract byte[] run(HttpRequest request, Duration left) throws IOException;

  /** Does what is asked, if the caller may ask; blocks for as long as there is something to do. */
  @Override
  public final void service(HttpRequest request, HttpResponse response) throws IOException {
    if (!gate.admits(request, response)) {
      return;
    }
    try {
      byte[] answer = run(request, timeLimit);
      response.setContentType("application/json");
      try (OutputStream out = response.getOutputStream()) {
        out.write(answer);
      }
    } catch (MessagingException refused) {
      deployed.warn(refused.getMessage());
      response.setStatusCode(refused.code() == ErrorCode.INVALID_ARGUMENT ? MALFORMED : FAILED);
    }
  }
}
