package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settles deliveries: what is acked in one request, what gets another lease in a second, ten at a
 * time.
 */
final class SqsSettling {
  private final SqsQueue queue;
  private final Timeline timeline;

  SqsSettling(SqsQueue queue, Timeline timeline) {
    this.queue = queue;
    this.timeline = timeline;
  }

  /** For each, null or why it did not take effect. */
  List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    List<@Nullable MessagingException> answers =
        new ArrayList<>(Collections.nCopies(settlements.size(), null));
    List<Step> acks = new ArrayList<>();
    List<Step> leases = new ArrayList<>();
    Instant now = timeline.now();
    for (int place = 0; place < settlements.size(); place++) {
      Step step = step(place, settlements.get(place), now);
      MessagingException refusal = step.refusal(queue, now);
      if (refusal != null) {
        answers.set(place, refusal);
      } else {
        (step.settlement() instanceof Settlement.Ack ? acks : leases).add(step);
      }
    }
    ask(acks, this::delete, answers);
    ask(leases, this::changeVisibility, answers);
    return answers;
  }

  private static Step step(int place, Settlement settlement, Instant now) {
    SqsReceipt receipt = (SqsReceipt) settlement.receipt();
    Duration lease = Duration.ZERO;
    if (settlement instanceof Settlement.Nack nack) {
      lease = nack.redeliverAfter();
    } else if (settlement instanceof Settlement.Extend extend) {
      lease = extend.lease();
    }
    return new Step(place, settlement, receipt, receipt.seconds(lease, now));
  }

  private List<@Nullable MessagingException> delete(List<Step> steps) {
    return queue
        .calls()
        .delete(queue.url(), steps.stream().map(step -> step.receipt().handle()).toList());
  }

  private List<@Nullable MessagingException> changeVisibility(List<Step> steps) {
    return queue
        .calls()
        .changeVisibility(
            queue.url(),
            steps.stream()
                .map(step -> new SqsVisibility(step.receipt().handle(), step.seconds()))
                .toList());
  }

  private void ask(
      List<Step> steps,
      Function<List<Step>, List<@Nullable MessagingException>> call,
      List<@Nullable MessagingException> answers) {
    for (int from = 0; from < steps.size(); from += SqsCalls.BATCH) {
      List<Step> batch = steps.subList(from, Math.min(from + SqsCalls.BATCH, steps.size()));
      Instant asked = timeline.now();
      List<@Nullable MessagingException> failures = answered(batch, call);
      for (int i = 0; i < batch.size(); i++) {
        Step step = batch.get(i);
        answers.set(step.place(), failures.get(i));
        if (failures.get(i) == null) {
          step.done(asked);
        }
      }
    }
  }

  /** What the call says of each; when it fails, nothing is known of any. */
  private static List<@Nullable MessagingException> answered(
      List<Step> batch, Function<List<Step>, List<@Nullable MessagingException>> call) {
    try {
      return call.apply(batch);
    } catch (MessagingException unknown) {
      return Collections.nCopies(batch.size(), unknown);
    }
  }

  /**
   * A settlement in hand.
   *
   * @param place among those that were given
   * @param settlement what is asked
   * @param receipt of the delivery
   * @param seconds how long its lease is to last from now
   */
  private record Step(int place, Settlement settlement, SqsReceipt receipt, int seconds) {

    @Nullable MessagingException refusal(SqsQueue queue, Instant now) {
      return settlement instanceof Settlement.DeadLetter
          ? MessagingException.unsupported(
              "dead-letter a message of '" + queue.name() + "': SQS has no such verb; send it")
          : receipt.tooLate(now);
    }

    void done(Instant asked) {
      if (settlement instanceof Settlement.Extend) {
        receipt.extended(asked.plusSeconds(seconds));
      } else {
        receipt.spent();
      }
    }
  }
}
