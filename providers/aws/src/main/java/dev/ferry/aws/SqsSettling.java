package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.Coalescer;
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
 * time. Threads that settle one delivery each share requests. Safe for use by any number of
 * threads.
 */
final class SqsSettling {
  private final SqsQueue queue;
  private final Timeline timeline;
  private final Coalescer<Step> acks;
  private final Coalescer<Step> leases;

  SqsSettling(SqsQueue queue, Timeline timeline) {
    this.queue = queue;
    this.timeline = timeline;
    this.acks = new Coalescer<>(SqsCalls.BATCH, batch -> asked(batch, this::delete));
    this.leases = new Coalescer<>(SqsCalls.BATCH, batch -> asked(batch, this::changeVisibility));
  }

  /** For each, null or why it did not take effect. */
  List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    List<@Nullable MessagingException> answers =
        new ArrayList<>(Collections.nCopies(settlements.size(), null));
    List<Step> deleted = new ArrayList<>();
    List<Step> changed = new ArrayList<>();
    Instant now = timeline.now();
    for (int place = 0; place < settlements.size(); place++) {
      Step step = step(place, settlements.get(place), now);
      MessagingException refusal = step.refusal(queue, now);
      if (refusal != null) {
        answers.set(place, refusal);
      } else {
        (step.settlement() instanceof Settlement.Ack ? deleted : changed).add(step);
      }
    }
    settle(deleted, acks, this::delete, answers);
    settle(changed, leases, this::changeVisibility, answers);
    return answers;
  }

  private void settle(
      List<Step> steps,
      Coalescer<Step> shared,
      Function<List<Step>, List<@Nullable MessagingException>> request,
      List<@Nullable MessagingException> answers) {
    if (steps.size() == 1) {
      answers.set(steps.get(0).place(), shared.ask(steps.get(0)));
      return;
    }
    for (int from = 0; from < steps.size(); from += SqsCalls.BATCH) {
      List<Step> batch = steps.subList(from, Math.min(from + SqsCalls.BATCH, steps.size()));
      List<@Nullable MessagingException> failures = asked(batch, request);
      for (int i = 0; i < batch.size(); i++) {
        answers.set(batch.get(i).place(), failures.get(i));
      }
    }
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

  /** What a request says of each; when it fails, nothing is known of any. */
  private List<@Nullable MessagingException> asked(
      List<Step> batch, Function<List<Step>, List<@Nullable MessagingException>> request) {
    Instant asked = timeline.now();
    List<@Nullable MessagingException> failures;
    try {
      failures = request.apply(batch);
    } catch (MessagingException unknown) {
      return Collections.nCopies(batch.size(), unknown);
    }
    for (int i = 0; i < batch.size(); i++) {
      if (failures.get(i) == null) {
        batch.get(i).done(asked);
      }
    }
    return failures;
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
