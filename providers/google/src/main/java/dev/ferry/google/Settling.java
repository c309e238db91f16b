package dev.ferry.google;

import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.Coalescer;
import dev.ferry.messaging.spi.Settlement;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settles deliveries, many in a request. Threads that settle one delivery each share requests. Safe
 * for use by any number of threads.
 */
final class Settling {
  /** How many ack ids a request has room for. */
  private static final int BATCH = 1000;

  private final Service service;
  private final String channel;
  private final Inbox inbox;
  private final Coalescer<Step> steps = new Coalescer<>(BATCH, this::request);

  Settling(Service service, String channel, Inbox inbox) {
    this.service = service;
    this.channel = channel;
    this.inbox = inbox;
  }

  /** For each, null or why it did not take effect. */
  List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    List<@Nullable MessagingException> answers = new ArrayList<>(settlements.size());
    if (settlements.size() == 1) {
      Step step = Step.of(settlements.get(0));
      MessagingException refusal = refusal(step);
      answers.add(refusal == null ? steps.ask(step) : refusal);
      return answers;
    }
    for (int from = 0; from < settlements.size(); from += BATCH) {
      int to = Math.min(from + BATCH, settlements.size());
      answers.addAll(batch(settlements.subList(from, to).stream().map(Step::of).toList()));
    }
    return answers;
  }

  private List<@Nullable MessagingException> batch(List<Step> batch) {
    Map<Step, MessagingException> refused = new HashMap<>();
    List<Step> asked = new ArrayList<>(batch.size());
    for (Step step : batch) {
      MessagingException refusal = refusal(step);
      if (refusal == null) {
        asked.add(step);
      } else {
        refused.put(step, refusal);
      }
    }
    refused.putAll(failures(asked));
    return answers(batch, refused);
  }

  private @Nullable MessagingException refusal(Step step) {
    if (step.settlement() instanceof Settlement.DeadLetter) {
      return MessagingException.unsupported(
          "dead-letter a message of '" + channel + "': Pub/Sub has no such verb; send it");
    }
    return step.receipt().over(inbox.now())
        ? PubSubErrors.leaseOver("settle a message of '" + channel + "'")
        : null;
  }

  private List<@Nullable MessagingException> request(List<Step> batch) {
    return answers(batch, failures(batch));
  }

  private static List<@Nullable MessagingException> answers(
      List<Step> batch, Map<Step, MessagingException> failures) {
    List<@Nullable MessagingException> answers = new ArrayList<>(batch.size());
    batch.forEach(step -> answers.add(failures.get(step)));
    return answers;
  }

  /** Settles all, in one request for each subscription and length of lease. */
  private Map<Step, MessagingException> failures(List<Step> batch) {
    Map<Kind, List<Step>> requests = new LinkedHashMap<>();
    batch.forEach(
        step -> requests.computeIfAbsent(step.kind(), kind -> new ArrayList<>()).add(step));
    Map<Step, MessagingException> failures = new HashMap<>();
    requests.forEach((kind, steps) -> failures.putAll(asked(kind, steps)));
    return failures;
  }

  private Map<Step, MessagingException> asked(Kind kind, List<Step> batch) {
    Instant asked = inbox.now();
    batch.stream().filter(Step::returns).forEach(step -> inbox.returning(step.receipt()));
    Map<Step, MessagingException> failures = called(kind, batch);
    batch.stream().filter(step -> !failures.containsKey(step)).forEach(step -> done(step, asked));
    return failures;
  }

  private Map<Step, MessagingException> called(Kind kind, List<Step> batch) {
    List<String> ackIds = batch.stream().map(step -> step.receipt().ackId()).toList();
    try {
      call(kind, ackIds);
      return Map.of();
    } catch (StatusRuntimeException failed) {
      AckFailures named = AckFailures.of("settle a message of '" + channel + "'", failed);
      Map<Step, MessagingException> failures = new HashMap<>();
      for (Step step : batch) {
        named.of(step.receipt().ackId()).ifPresent(why -> failures.put(step, why));
      }
      return failures;
    }
  }

  private void call(Kind kind, List<String> ackIds) {
    if (kind.seconds() < 0) {
      var unused =
          service
              .subscriptions()
              .acknowledge(
                  AcknowledgeRequest.newBuilder()
                      .setSubscription(kind.subscription())
                      .addAllAckIds(ackIds)
                      .build());
    } else {
      var unused =
          service
              .subscriptions()
              .modifyAckDeadline(
                  ModifyAckDeadlineRequest.newBuilder()
                      .setSubscription(kind.subscription())
                      .addAllAckIds(ackIds)
                      .setAckDeadlineSeconds(kind.seconds())
                      .build());
    }
  }

  private void done(Step step, Instant asked) {
    Receipt receipt = step.receipt();
    if (step.settlement() instanceof Settlement.Extend) {
      Instant until = asked.plusSeconds(step.seconds());
      receipt.extended(until);
      inbox.settled(receipt, until);
      return;
    }
    receipt.spent();
    inbox.settled(receipt, step.returns() ? asked.plusSeconds(step.seconds()) : Instant.MIN);
  }

  /**
   * What goes into one request.
   *
   * @param seconds of the lease; -1 for an ack
   */
  private record Kind(String subscription, int seconds) {}

  /**
   * A settlement in hand; no two are equal.
   *
   * @param seconds how long its lease is to last from now; -1 for an ack
   */
  private record Step(Settlement settlement, Receipt receipt, int seconds) {
    static Step of(Settlement settlement) {
      Receipt receipt = (Receipt) settlement.receipt();
      if (settlement instanceof Settlement.Nack nack) {
        return new Step(settlement, receipt, Receipt.seconds(nack.redeliverAfter()));
      }
      return settlement instanceof Settlement.Extend extend
          ? new Step(settlement, receipt, Math.max(1, Receipt.seconds(extend.lease())))
          : new Step(settlement, receipt, -1);
    }

    Kind kind() {
      return new Kind(receipt.source().name(), seconds);
    }

    boolean returns() {
      return settlement instanceof Settlement.Nack;
    }
  }
}
