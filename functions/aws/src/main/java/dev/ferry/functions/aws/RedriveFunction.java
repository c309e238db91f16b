package dev.ferry.functions.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.operations.AskedRedrive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Sends one handler's dead letters back when an operator asks for it, no faster than asked, within
 * its own time; what it could not do, the next invocation does. What can be asked, and the answer,
 * is {@link AskedRedrive}'s. Its variables are those of the handler's function.
 *
 * <p>Safe for use by any number of threads.
 */
public class RedriveFunction implements RequestStreamHandler {
  private final AskedRedrive redrive;

  /**
   * With what its process has.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when a variable is missing or
   *     malformed; the text names it and what to do
   */
  public RedriveFunction() {
    this(LambdaSetup.ofProcess());
  }

  /** With other parts than the process's. */
  protected RedriveFunction(LambdaSetup setup) {
    this.redrive = new AskedRedrive(new Deployed(setup));
  }

  /**
   * Does what is asked.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when the request is malformed;
   *     nothing is moved
   */
  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(redrive.run(input, Duration.ofMillis(context.getRemainingTimeInMillis())));
  }
}
