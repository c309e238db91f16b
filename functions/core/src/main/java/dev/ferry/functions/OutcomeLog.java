package dev.ferry.functions;

import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.spi.LineFormat;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.ProcessingListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes what became of each message as one line of JSON: ids, counts and codes; never a body, an
 * attribute's value or an exception's text. That ids are not stable is told once. Safe for use by
 * any number of threads.
 *
 * <pre>
 * {"timestamp":"2026-11-22T10:00:00Z","level":"WARN","outcome":"DEAD_LETTERED","handler":"payment",
 *  "messageId":"order-4711","round":0,"attempt":3,"elapsedMillis":12,"detail":"ATTEMPTS_EXHAUSTED"}
 * </pre>
 */
public final class OutcomeLog implements ProcessingListener {
  private final Level least;
  private final Timeline timeline;
  private final LineFormat format;
  private final Consumer<String> lines;
  private final AtomicBoolean unstableIdTold = new AtomicBoolean();

  /** How much a line matters. */
  public enum Level {
    /** That a handler begins. */
    DEBUG,
    /** What happens to every message in its time. */
    INFO,
    /** What somebody may have to look at. */
    WARN,
    /** What somebody has to look at. */
    ERROR;

    /** How much it matters that this happened. */
    static Level of(Kind kind) {
      return switch (kind) {
        case STARTED -> DEBUG;
        case HANDLED, RETRIED, SUPPRESSED, IN_PROGRESS, NOT_ATTEMPTED -> INFO;
        case DEAD_LETTERED,
            PARKED,
            DISCARDED,
            FENCED_OUT,
            STORE_UNREACHABLE,
            SEND_FAILED,
            UNSTABLE_ID,
            INTERRUPTED ->
            WARN;
        case NO_ROOM, ABANDONED, COMPLETION_LOST -> ERROR;
      };
    }
  }

  /**
   * A log.
   *
   * @param least what matters less is not written
   * @param format how lines begin
   * @param lines takes each line, without its end; must be quick
   */
  public OutcomeLog(Level least, Timeline timeline, LineFormat format, Consumer<String> lines) {
    this.least = least;
    this.timeline = timeline;
    this.format = format;
    this.lines = lines;
  }

  @Override
  public void on(ProcessingEvent event) {
    Level level = Level.of(event.kind());
    if (level.compareTo(least) >= 0 && !isToldAlready(event)) {
      lines.accept(line(level, event));
    }
  }

  /** A producer without ids of its own sends only such messages: its first one is told. */
  private boolean isToldAlready(ProcessingEvent event) {
    return event.kind() == Kind.UNSTABLE_ID && unstableIdTold.getAndSet(true);
  }

  private String line(Level level, ProcessingEvent event) {
    JsonText line =
        format
            .outcome(level, timeline.now(), event)
            .put("outcome", event.kind().name())
            .put("handler", event.handler())
            .put("messageId", event.messageId())
            .put("round", event.round())
            .put("attempt", event.attempt())
            .put("elapsedMillis", event.elapsed().toMillis());
    if (!event.detail().isEmpty()) {
      line.put("detail", event.detail());
    }
    return line.close().toString();
  }
}
