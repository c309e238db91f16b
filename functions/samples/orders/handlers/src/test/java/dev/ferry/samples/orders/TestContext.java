package dev.ferry.samples.orders;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.processing.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of a handler, claimed in a store. */
final class TestContext implements Context {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration RETENTION = Duration.ofDays(1);

  private final String handler;
  private final Message message;
  private final Claimed claimed;
  private final List<StagedMessage> staged = new ArrayList<>();
  private final Completion completion;

  TestContext(InMemoryIdempotencyStore store, String handler, Message message) {
    this.handler = handler;
    this.message = message;
    this.claimed = (Claimed) store.claim(request(key()));
    this.completion = store.completion(claimed, () -> List.copyOf(staged));
  }

  static ClaimRequest request(IdempotencyKey key) {
    return ClaimRequest.of(key, 0, LEASE, RETENTION);
  }

  IdempotencyKey key() {
    return IdempotencyKey.of(handler, handler, message.id());
  }

  Claimed claimed() {
    return claimed;
  }

  List<StagedMessage> staged() {
    return staged;
  }

  @Override
  public Message message() {
    return message;
  }

  @Override
  public String handler() {
    return handler;
  }

  @Override
  public int attempt() {
    return claimed.attempt();
  }

  @Override
  public int round() {
    return claimed.round();
  }

  @Override
  public Duration remaining() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void publish(String channel, Message outgoing) {
    staged.add(new StagedMessage(channel, outgoing));
  }

  @Override
  public void publish(String channel, String name, Message outgoing) {
    publish(channel, outgoing);
  }

  @Override
  public Completion completion() {
    return completion;
  }
}
