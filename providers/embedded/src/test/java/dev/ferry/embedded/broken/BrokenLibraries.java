package dev.ferry.embedded.broken;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.testkit.messaging.PassingPublisher;
import dev.ferry.testkit.messaging.PassingSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What libraries around a broker do wrong, as the broker and the store see it. */
final class BrokenLibraries {
  private static final int LOST_FAILURE = 5;

  private BrokenLibraries() {}

  /** A copy that is sent on begins its life anew. */
  static MessagingProvider historyIsReset(MessagingProvider right) {
    return Wrong.messages(
        right,
        message -> {
          Map<String, String> attributes = new TreeMap<>(message.attributes());
          attributes.computeIfPresent(
              "ferry",
              (name, metadata) -> metadata.replaceAll("&(round|attempts|first|source)=[^&]*", ""));
          return new OutboundMessage(
              message.messageId(),
              message.body(),
              attributes,
              message.orderingKey(),
              message.deduplicationId(),
              message.delay());
        });
  }

  /** Every copy of a message has the deduplication id of the first. */
  static UnaryOperator<MessagingProvider> deduplicationIdIsReused() {
    Map<String, String> first = new ConcurrentHashMap<>();
    return right ->
        Wrong.messages(
            right,
            message ->
                Wrong.deduplicated(
                    message,
                    first.computeIfAbsent(message.messageId(), id -> message.deduplicationId())));
  }

  /** A message is acked when it is received; what its handler makes of it nobody asks. */
  static MessagingProvider acksOnReceive(MessagingProvider right) {
    return Wrong.subscriptions(
        right,
        (address, driver) ->
            new PassingSubscription(driver) {
              @Override
              public List<InboundMessage> receive(int max, Duration wait) {
                List<InboundMessage> batch = super.receive(max, wait);
                batch.forEach(one -> super.settle(List.of(new Settlement.Ack(one.receipt()))));
                return batch;
              }

              @Override
              public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
                return Collections.nCopies(settlements.size(), null);
              }
            });
  }

  /** Of failures at the same time one is lost now and then, and its message taken for done. */
  static MessagingProvider losesFailures(MessagingProvider right) {
    AtomicInteger failures = new AtomicInteger();
    return Wrong.subscriptions(
        right,
        (address, driver) ->
            new PassingSubscription(driver) {
              @Override
              public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
                return super.settle(settlements.stream().map(this::perhapsLost).toList());
              }

              private Settlement perhapsLost(Settlement settlement) {
                return settlement instanceof Settlement.Nack nack
                        && failures.incrementAndGet() % LOST_FAILURE == 0
                    ? new Settlement.Ack(nack.receipt())
                    : settlement;
              }
            });
  }

  /** Whatever cannot be sent counts as sent. */
  static MessagingProvider failedSendLooksSent(MessagingProvider right) {
    return Wrong.publishers(
        right,
        driver ->
            new PassingPublisher(driver) {
              @Override
              public List<SendResult> send(List<OutboundMessage> batch) {
                try {
                  return super.send(batch);
                } catch (MessagingException swallowed) {
                  return batch.stream()
                      .<SendResult>map(one -> new SendResult.Sent("lost"))
                      .toList();
                }
              }
            });
  }

  /** Whoever completes has completed, whoever owns the record by then. */
  static LifeRules completionIsNotFenced() {
    return new LifeRules(Duration.ofSeconds(1)) {
      @Override
      public Step<Written> complete(
          @Nullable LifeRecord found, Claimed claim, List<StagedMessage> outbox, Instant now) {
        Step<Written> right = super.complete(found, claim, outbox, now);
        return right.answer() == Written.FENCED_OUT
            ? new Step<>(Written.WRITTEN, right.record())
            : right;
      }
    };
  }
}
