package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The records of one handler's messages, asked with patience. Where its guarantee needs none, every
 * claim succeeds with the attempt that the broker counted, and every write is fine.
 *
 * <p>What throws, throws {@link MessagingException} when the store could not be asked.
 */
final class Records {
  private final HandlerSettings settings;
  private final Supplier<String> tokens;
  private final boolean kept;
  private final IdempotencyStore store;
  private final Timeline timeline;
  private final Patience patience;

  Records(HandlerSettings settings, Services services) {
    Optional<IdempotencyStore> recorded = keptFor(settings, services);
    this.settings = settings;
    this.tokens = services.tokens();
    this.kept = recorded.isPresent();
    this.store = recorded.orElseGet(NoRecord::new);
    this.timeline = services.timeline();
    this.patience = new Patience(timeline, services.pause(), settings.grace());
  }

  /** The store that a handler's records are kept in; empty where its guarantee needs none. */
  static Optional<IdempotencyStore> keptFor(HandlerSettings settings, Services services) {
    return settings.guarantee() == Guarantee.AT_LEAST_ONCE ? Optional.empty() : services.store();
  }

  /** Whether there are records at all. */
  boolean kept() {
    return kept;
  }

  /**
   * Claims them all, in one request where the store can; the answers are in order. A claim that
   * took effect unheard would be an attempt that nobody made, so one whose answer did not come in
   * time, as in a process that has just started, is asked for again.
   *
   * @param latest when the store is not asked any more
   */
  List<Claim> claim(List<Delivery> deliveries, Instant latest) {
    if (!kept) {
      return deliveries.stream().map(this::counted).toList();
    }
    List<ClaimRequest> requests = new ArrayList<>(deliveries.size());
    deliveries.forEach(delivery -> requests.add(request(delivery)));
    List<Claim> claims = patience.askTwice(() -> store.claim(requests), latest);
    if (claims.size() != requests.size()) {
      throw new MessagingException(
          ErrorCode.UNKNOWN,
          true,
          "claim %d messages: the store gave %d answers".formatted(requests.size(), claims.size()));
    }
    return claims.stream().map(this::lasting).toList();
  }

  /**
   * The claim, with a lease for all of its handler's time also where some of that had gone when it
   * was heard of. A lease that is shorter from the start has a heartbeat.
   */
  private Claim lasting(Claim claim) {
    Instant needed = timeline.now().plus(settings.budget()).plus(settings.grace());
    if (Heartbeat.isNeededFor(settings)
        || !(claim instanceof Claimed heard)
        || !heard.until().isBefore(needed)) {
      return claim;
    }
    Written renewed = patience.ask(() -> store.renew(heard, settings.lease()));
    return renewed == Written.FENCED_OUT ? new Claim.InProgress(heard.until()) : claim;
  }

  private Claim counted(Delivery delivery) {
    Message message = delivery.message();
    int attempt = Branch.of(message) + Math.max(1, delivery.deliveryCount());
    return NoRecord.claimed(message.history().round(), attempt, settings.recordRetention());
  }

  private ClaimRequest request(Delivery delivery) {
    Message message = delivery.message();
    return new ClaimRequest(
        key(message),
        message.history().round(),
        tokens.get(),
        settings.lease(),
        settings.recordRetention(),
        Branch.of(message));
  }

  private IdempotencyKey key(Message message) {
    return IdempotencyKey.of(settings.source(), settings.handler(), message.id());
  }

  Written complete(Claimed claimed, List<StagedMessage> outbox) {
    return patience.ask(() -> store.complete(claimed, outbox));
  }

  /** What a handler can commit with its effect: nothing where the record is complete before. */
  Completion completion(Claimed claimed, Supplier<List<StagedMessage>> outbox) {
    return settings.guarantee() == Guarantee.AT_MOST_ONCE
        ? Completion.none()
        : store.completion(claimed, outbox);
  }

  Written release(Claimed claimed, boolean attempted) {
    return patience.ask(() -> store.release(claimed, attempted));
  }

  Written deadLettering(Claimed claimed, ShortEnvelope envelope) {
    return patience.ask(() -> store.deadLettering(claimed, envelope));
  }

  /** Marks the dead letter as sent; if that fails, the next delivery only sends it again. */
  void deadLettered(Message message, int round) {
    patience.tryAsk(() -> store.deadLettered(key(message), round));
  }

  /** Forgets what was to be sent; if that fails, the next delivery only sends it again. */
  void outboxSent(Message message) {
    patience.tryAsk(() -> store.outboxSent(key(message)));
  }
}
