package dev.ferry.functions.google;

import com.google.cloud.functions.HttpRequest;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.operations.AskedRedrive;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends one handler's dead letters back when an operator asks for it by a POST, no faster than
 * asked, within its own time; what it could not do, the next request does. What can be asked, and
 * the answer, is {@link AskedRedrive}'s. Its variables are those of the handler's function.
 *
 * <p>Safe for use by any number of threads.
 */
public class RedriveFunction extends OperatorFunction {
  private final AskedRedrive redrive;

  /**
   * With what its process has.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when a variable is missing or
   *     malformed; the text names it and what to do
   */
  public RedriveFunction() {
    this(GoogleSetup.ofProcess());
  }

  /** With other parts than the process's. */
  protected RedriveFunction(GoogleSetup setup) {
    this(new Deployed(setup));
  }

  private RedriveFunction(Deployed deployed) {
    super(deployed);
    this.redrive = new AskedRedrive(deployed);
  }

  @Override
  final byte[] run(HttpRequest request, Duration left) throws IOException {
    return redrive.run(request.getInputStream(), left);
  }
}
