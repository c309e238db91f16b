package dev.ferry.functions.azure;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.operations.AskedRedrive;
import dev.ferry.functions.operations.DueRedrive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Looks after one handler's dead letters: on a timer, and when an operator asks. Both queues are
 * read, the handler's own and the one that Service Bus keeps for it, whose channel is named like
 * the other with {@code -native} at its end. The settings are those of the handler's function app.
 *
 * <pre>{@code
 * public final class DeadOrders extends DeadLetterFunction {
 *   @FunctionName("due")
 *   public void due(@TimerTrigger(name = "timer", schedule = "0 *\/5 * * * *") String timer) {
 *     redriveDue();
 *   }
 *
 *   @FunctionName("redrive")
 *   public String redrive(
 *       @HttpTrigger(
 *               name = "request",
 *               methods = HttpMethod.POST,
 *               authLevel = AuthorizationLevel.FUNCTION)
 *           HttpRequestMessage<String> request) {
 *     return redriveAsked(request.getBody());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe for use by any number of threads; two runs at once share the letters between them.
 */
public abstract class DeadLetterFunction {
  /** How long a run may take: less than every plan's default timeout. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(4);

  private final Supplier<AzureSetup> setup;

  /** With what its process has. */
  protected DeadLetterFunction() {
    this(AzureSetup::ofProcess);
  }

  /** With other parts than the process's. */
  protected DeadLetterFunction(Supplier<AzureSetup> setup) {
    this.setup = setup;
  }

  /**
   * Counts dead letters by reason, sends back what is due, parks what goes back no more, as {@link
   * DueRedrive} does. Blocks for up to four minutes.
   *
   * @return JSON: counts, and why the run ended, a line for each queue
   */
  protected final String redriveDue() {
    byte[] counts = new DueRedrive(new Deployed(setup.get())).run(LONGEST_RUN);
    return new String(counts, StandardCharsets.UTF_8);
  }

  /**
   * Does what an operator asks, see {@link AskedRedrive}. Blocks for up to four minutes.
   *
   * @param request JSON
   * @return JSON: counts, and why the run ended
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when the request is malformed;
   *     nothing is moved
   */
  protected final String redriveAsked(String request) throws IOException {
    byte[] asked = request.getBytes(StandardCharsets.UTF_8);
    byte[] counts =
        new AskedRedrive(new Deployed(setup.get()))
            .run(new ByteArrayInputStream(asked), LONGEST_RUN);
    return new String(counts, StandardCharsets.UTF_8);
  }
}
