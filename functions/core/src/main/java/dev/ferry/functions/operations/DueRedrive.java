package dev.ferry.functions.operations;

import dev.ferry.functions.Deployed;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.deadletter.RedrivePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks after one handler's dead letters on a schedule: counts them by reason; gives those that the
 * broker itself dead-lettered, and that stay, an envelope with the reason {@code NATIVE}; sends
 * back those that are due, where the handler's policy says that a function does; parks those that
 * go back no more. Ends in its time, and answers with counts.
 *
 * <p>A letter is due when it has been one for longer than the handler's longest backoff, twice as
 * long with each round: a fault that is still there is met less and less often. A run stops when
 * what it sent comes back failed.
 *
 * <p>Safe for use by any number of threads; two runs at once share the letters between them.
 */
public final class DueRedrive {
  private static final Duration LONGEST_WAIT = Duration.ofDays(7);
  private static final int MOST_DOUBLINGS = 20;

  private final DeadLetterDesk desk;

  /**
   * Over the dead letters of the handler that is deployed.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when its policy names none
   */
  public DueRedrive(Deployed deployed) {
    this.desk = new DeadLetterDesk(deployed);
  }

  /**
   * Does one run; blocks for as long as there are letters that are due. Where the broker has a
   * queue of dead letters beside the handler's own, that one is next.
   *
   * @param left how long the host lets it go on
   * @return JSON: counts, and why the run ended; an object for each queue, a line each
   */
  public byte[] run(Duration left) {
    Instant limit = desk.deployed().timeline().now().plus(left);
    StringBuilder answers = new StringBuilder();
    for (String queue : desk.queues()) {
      Duration rest = Duration.between(desk.deployed().timeline().now(), limit);
      answers.append(answers.isEmpty() ? "" : "\n");
      answers.append(new String(run(queue, rest), StandardCharsets.UTF_8));
    }
    return answers.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] run(String queue, Duration left) {
    HandlerSettings settings = desk.deployed().settings();
    RedriveRequest.Builder request =
        RedriveRequest.builder()
            .filter(meant(settings))
            .messagesPerSecond(settings.redrive().messagesPerSecond());
    return desk.runAndTell(queue, request, left);
  }

  private static DeadLetterFilter meant(HandlerSettings settings) {
    RedrivePolicy policy = settings.redrive();
    DeadLetterFilter parked = DeadLetterFilter.parkedBy(policy);
    Duration longest = settings.retry().backoff().max();
    return policy.automatic()
        ? parked.or(letter -> letter.age().compareTo(wait(longest, letter.round())) > 0)
        : parked;
  }

  /**
   * How long a letter waits before it goes back.
   *
   * @param longest the handler's longest backoff
   * @param round the round that it begins, from 1
   */
  static Duration wait(Duration longest, int round) {
    int doublings = Math.max(0, Math.min(MOST_DOUBLINGS, round - 1));
    Duration wait = longest.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }
}
