package dev.ferry.samples.azure;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.ferry.functions.azure.DeadLetterFunction;
import java.io.IOException;

/**
 * Looks after the dead letters of the handler whose settings its app has: on a timer, and when an
 * operator asks with the function's key. Terraform gives it an app of its own, beside the
 * handler's.
 */
public final class DeadOrdersOnAzure extends DeadLetterFunction {
  /** For the worker, which makes one for every invocation. */
  public DeadOrdersOnAzure() {}

  /** Counts them, sends back what is due, parks what goes back no more. */
  @FunctionName("due")
  public void due(
      @TimerTrigger(name = "timer", schedule = "%FERRY_DEAD_LETTER_SCHEDULE%") String timer) {
    redriveDue();
  }

  /**
   * Does what the body of the request asks for.
   *
   * @return JSON: counts, and why the run ended
   */
  @FunctionName("redrive")
  public String redrive(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<String> request)
      throws IOException {
    return redriveAsked(request.getBody());
  }
}
