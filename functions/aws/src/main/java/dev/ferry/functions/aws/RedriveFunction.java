package dev.ferry.functions.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.functions.json.JsonObject;
import dev.ferry.messaging.MessagingException;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.processing.deadletter.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Sends one handler's dead letters back when an operator asks for it, no faster than asked, within
 * its own time; what it could not do, the next invocation does. Its variables are those of the
 * handler's function.
 *
 * <pre>
 * {"queue": "orders-dead", "reasons": ["ATTEMPTS_EXHAUSTED"], "olderThan": "PT10M",
 *  "messagesPerSecond": 20, "maxMessages": 1000, "dryRun": true}</pre>
 *
 * <p>Every key may be left out: {@code queue} is the handler's dead letters then, and may be the
 * channel where messages are parked; {@code reasons}, {@code olderThan}, {@code exception} and
 * {@code id} choose letters, all together; {@code messagesPerSecond} is the policy's; {@code
 * forced} sends letters back whatever their reason and round, as those that were parked need;
 * {@code park} parks them instead. The answer has counts, and why the run ended.
 *
 * <p>Safe for use by any number of threads.
 */
public class RedriveFunction implements RequestStreamHandler {
  private static final int LONGEST_REQUEST = 1 << 16;
  private static final String QUEUE = "queue";
  private static final String REASONS = "reasons";
  private static final String OLDER_THAN = "olderThan";
  private static final String EXCEPTION = "exception";
  private static final String ID = "id";
  private static final String PER_SECOND = "messagesPerSecond";
  private static final String MAX_MESSAGES = "maxMessages";
  private static final String FORCED = "forced";
  private static final String DRY_RUN = "dryRun";
  private static final String PARK = "park";
  private static final Set<String> KEYS =
      Set.of(
          QUEUE,
          REASONS,
          OLDER_THAN,
          EXCEPTION,
          ID,
          PER_SECOND,
          MAX_MESSAGES,
          FORCED,
          DRY_RUN,
          PARK);

  private final DeadLetterDesk desk;

  /**
   * With what its process has.
   *
   * @throws MessagingException INVALID_ARGUMENT when a variable is missing or malformed; the text
   *     names it and what to do
   */
  public RedriveFunction() {
    this(LambdaSetup.ofProcess());
  }

  /** With other parts than the process's. */
  protected RedriveFunction(LambdaSetup setup) {
    this.desk = new DeadLetterDesk(setup);
  }

  /**
   * Does what is asked.
   *
   * @throws MessagingException INVALID_ARGUMENT when the request is malformed; nothing is moved
   */
  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonObject asked = read(input);
    RedriveRequest.Builder request =
        RedriveRequest.builder().filter(filter(asked)).messagesPerSecond(rate(asked));
    asked.findNumber(MAX_MESSAGES).map(Double::longValue).ifPresent(request::maxMessages);
    if (asked.flag(FORCED)) {
      request.forced();
    }
    if (asked.flag(DRY_RUN)) {
      request.dryRun();
    }
    output.write(
        desk.run(
            queue(asked),
            request,
            context,
            asked.flag(PARK) ? DeadLetters::park : DeadLetters::redrive));
  }

  private static JsonObject read(InputStream input) throws IOException {
    byte[] request = input.readNBytes(LONGEST_REQUEST + 1);
    return JsonObject.parse("redrive request", new String(request, StandardCharsets.UTF_8))
        .allowing(KEYS);
  }

  private String queue(JsonObject asked) {
    String queue = asked.findText(QUEUE).orElse(desk.deadLetters());
    if (!queue.equals(desk.deadLetters()) && !queue.equals(desk.deployed().policy().parked())) {
      throw asked.refuse(
          QUEUE,
          "is not where handler '%s' has dead letters: '%s', or where they are parked"
              .formatted(desk.deployed().settings().handler(), desk.deadLetters()));
    }
    return queue;
  }

  private double rate(JsonObject asked) {
    return asked
        .findNumber(PER_SECOND)
        .orElseGet(() -> desk.deployed().settings().redrive().messagesPerSecond());
  }

  private static DeadLetterFilter filter(JsonObject asked) {
    DeadLetterFilter filter = DeadLetterFilter.all();
    List<Reason> reasons = asked.texts(REASONS).stream().map(word -> reason(asked, word)).toList();
    if (!reasons.isEmpty()) {
      filter = filter.and(letter -> reasons.stream().anyMatch(letter::is));
    }
    filter =
        asked
            .findDuration(OLDER_THAN)
            .map(DeadLetterFilter::olderThan)
            .map(filter::and)
            .orElse(filter);
    filter =
        asked.findText(EXCEPTION).map(DeadLetterFilter::exception).map(filter::and).orElse(filter);
    return asked.findText(ID).map(DeadLetterFilter::id).map(filter::and).orElse(filter);
  }

  private static Reason reason(JsonObject asked, String word) {
    for (Reason reason : Reason.values()) {
      if (reason.name().equals(word)) {
        return reason;
      }
    }
    throw asked.refuse(REASONS, "has one that is none of " + List.of(Reason.values()));
  }
}
