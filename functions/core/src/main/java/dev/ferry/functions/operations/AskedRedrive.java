package dev.ferry.functions.operations;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.json.JsonObject;
import dev.ferry.messaging.MessagingException;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.processing.deadletter.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Sends one handler's dead letters back when an operator asks for it, no faster than asked, within
 * its own time; what it could not do, the next request does.
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
public final class AskedRedrive {
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
   * Over the dead letters of the handler that is deployed.
   *
   * @throws MessagingException INVALID_ARGUMENT when its policy names none
   */
  public AskedRedrive(Deployed deployed) {
    this.desk = new DeadLetterDesk(deployed);
  }

  /**
   * Does what is asked; blocks for as long as there are letters that are meant.
   *
   * @param request the request in UTF-8; it is read to its end and stays the caller's to close
   * @param left how long the host lets it go on
   * @return JSON: counts, and why the run ended
   * @throws MessagingException INVALID_ARGUMENT when the request is malformed; nothing is moved
   * @throws IOException when the stream breaks
   */
  public byte[] run(InputStream request, Duration left) throws IOException {
    JsonObject asked = read(request);
    RedriveRequest.Builder wanted =
        RedriveRequest.builder().filter(filter(asked)).messagesPerSecond(rate(asked));
    asked.findNumber(MAX_MESSAGES).map(Double::longValue).ifPresent(wanted::maxMessages);
    if (asked.flag(FORCED)) {
      wanted.forced();
    }
    if (asked.flag(DRY_RUN)) {
      wanted.dryRun();
    }
    return desk.run(
        queue(asked), wanted, left, asked.flag(PARK) ? DeadLetters::park : DeadLetters::redrive);
  }

  private static JsonObject read(InputStream input) throws IOException {
    byte[] request = input.readNBytes(LONGEST_REQUEST + 1);
    return JsonObject.parse("redrive request", new String(request, StandardCharsets.UTF_8))
        .allowing(KEYS);
  }

  private String queue(JsonObject asked) {
    String queue = asked.findText(QUEUE).orElse(desk.deadLetters());
    if (!desk.queues().contains(queue) && !queue.equals(desk.deployed().policy().parked())) {
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
