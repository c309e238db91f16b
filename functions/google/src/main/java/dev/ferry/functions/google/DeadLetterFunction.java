package dev.ferry.functions.google;

import com.google.cloud.functions.HttpRequest;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.operations.DueRedrive;
import java.time.Duration;

/**
 * Looks after one handler's dead letters on a schedule of Cloud Scheduler, as {@link DueRedrive}
 * does: counts them, sends back those that are due, parks those that go back no more. Its variables
 * are those of the handler's function; whatever it is called with is not read.
 *
 * <p>Safe for use by any number of threads; two runs at once share the letters between them.
 */
public class DeadLetterFunction extends OperatorFunction {
  private final DueRedrive redrive;

  /**
   * With what its process has.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when a variable is missing or
   *     malformed; the text names it and what to do
   */
  public DeadLetterFunction() {
    this(GoogleSetup.ofProcess());
  }

  /** With other parts than the process's. */
  protected DeadLetterFunction(GoogleSetup setup) {
    this(new Deployed(setup));
  }

  private DeadLetterFunction(Deployed deployed) {
    super(deployed);
    this.redrive = new DueRedrive(deployed);
  }

  @Override
  final byte[] run(HttpRequest request, Duration left) {
    return redrive.run(left);
  }
}
