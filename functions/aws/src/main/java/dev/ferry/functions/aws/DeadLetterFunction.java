package dev.ferry.functions.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.operations.DueRedrive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Looks after one handler's dead letters on a schedule, as {@link DueRedrive} does: counts them,
 * sends back those that are due, parks those that go back no more. Its variables are those of the
 * handler's function; whatever event it is invoked with is not read.
 *
 * <p>Safe for use by any number of threads; two runs at once share the letters between them.
 */
public class DeadLetterFunction implements RequestStreamHandler {
  private final DueRedrive redrive;

  /**
   * With what its process has.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when a variable is missing or
   *     malformed; the text names it and what to do
   */
  public DeadLetterFunction() {
    this(LambdaSetup.ofProcess());
  }

  /** With other parts than the process's. */
  protected DeadLetterFunction(LambdaSetup setup) {
    this.redrive = new DueRedrive(new Deployed(setup));
  }

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(redrive.run(Duration.ofMillis(context.getRemainingTimeInMillis())));
  }
}
