package dev.ferry.cli.demo.trouble;

import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.ProcessingListener;
import dev.ferry.simulation.Seed;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a function of the demo is told beside what every function is, in variables of its own.
 *
 * @param control the demo
 * @param seed decides what is left to chance
 * @param failures the chance that a message fails at a handler on its first one or two attempts
 * @param duplicates the chance that an event comes twice
 * @param outage the handler that fails until the demo says otherwise; empty for none
 * @param withoutRetry whether failures are logged and dropped
 */
public record Trouble(
    Control control,
    Seed seed,
    double failures,
    double duplicates,
    String outage,
    boolean withoutRetry) {
  private static final String SEED = "FERRY_DEMO_SEED";
  private static final String FAILURES = "FERRY_DEMO_FAILURES";
  private static final String DUPLICATES = "FERRY_DEMO_DUPLICATES";
  private static final String OUTAGE = "FERRY_DEMO_OUTAGE";
  private static final String WITHOUT_RETRY = "FERRY_DEMO_WITHOUT_RETRY";

  /** Writes the variables that {@link #ofProcess} reads. */
  public static Map<String, String> variables(
      String control,
      long seed,
      double failures,
      double duplicates,
      String outage,
      boolean withoutRetry) {
    Map<String, String> variables = new HashMap<>();
    variables.put(Control.VARIABLE, control);
    variables.put(SEED, Long.toString(seed));
    variables.put(FAILURES, Double.toString(failures));
    variables.put(DUPLICATES, Double.toString(duplicates));
    variables.put(OUTAGE, outage);
    variables.put(WITHOUT_RETRY, Boolean.toString(withoutRetry));
    return variables;
  }

  /** What this process was told. */
  public static Trouble ofProcess() {
    Map<String, String> variables = System.getenv();
    return new Trouble(
        new Control(variables.getOrDefault(Control.VARIABLE, "")),
        Seed.of(Long.parseLong(variables.getOrDefault(SEED, "0"))),
        Double.parseDouble(variables.getOrDefault(FAILURES, "0")),
        Double.parseDouble(variables.getOrDefault(DUPLICATES, "0")),
        variables.getOrDefault(OUTAGE, ""),
        Boolean.parseBoolean(variables.get(WITHOUT_RETRY)));
  }

  /** Hears what happens to messages: tells the demo, and dies where it is due. */
  public ProcessingListener processing() {
    return new Watching(control);
  }

  /**
   * Hears what happens on channels, before another: dies where it is due.
   *
   * @param next hears it too
   */
  public MessagingListener messaging(MessagingListener next) {
    return new DeadLettersSeen(control, next);
  }

  /**
   * Whether an event comes a second time: by chance, but the same for the same event. Whoever runs
   * it again tells {@link Control#deliveredAgain}.
   */
  public boolean again(byte[] event) {
    String digest = HexFormat.of().toHexDigits(Arrays.hashCode(event));
    return seed.child("again").child(digest).chance(duplicates);
  }

  /** Tells the demo what happens; dies after a claim and before an ack where it is due. */
  private record Watching(Control control) implements ProcessingListener {
    @Override
    public void on(ProcessingEvent event) {
      control.happened(event);
      if (event.kind() == Kind.STARTED) {
        control.at(CrashPoint.AFTER_CLAIM);
      } else if (event.kind() == Kind.HANDLED) {
        control.at(CrashPoint.BEFORE_ACK);
      }
    }
  }

  /** Dies where it is due when a dead letter is stored and nothing says so yet. */
  private record DeadLettersSeen(Control control, MessagingListener next)
      implements MessagingListener {
    @Override
    public void published(String channel, int messages, long bytes, Duration elapsed) {
      next.published(channel, messages, bytes, elapsed);
      if (channel.contains("-dead")) {
        control.at(CrashPoint.AFTER_DEAD_LETTER);
      }
    }

    @Override
    public void publishFailed(String channel, int messages, ErrorCode code) {
      next.publishFailed(channel, messages, code);
    }
  }
}
