package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Context;
import dev.ferry.processing.HandlerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The context of one run of a handler: what it stages, and whether it asked for the commit. */
final class StagingContext implements Context {
  private final Message message;
  private final HandlerSettings settings;
  private final Claimed claimed;
  private final Supplier<Instant> now;
  private final Instant deadline;
  private final Completion joined;
  private final List<StagedMessage> staged = new ArrayList<>();
  private boolean committing;

  StagingContext(
      Message message,
      HandlerSettings settings,
      Claimed claimed,
      IdempotencyStore store,
      Supplier<Instant> now,
      Instant deadline) {
    this.message = message;
    this.settings = settings;
    this.claimed = claimed;
    this.now = now;
    this.deadline = deadline;
    this.joined = store.completion(claimed, this::stagedForCommit);
  }

  private List<StagedMessage> stagedForCommit() {
    committing = true;
    return List.copyOf(staged);
  }

  /** What is to be published. */
  List<StagedMessage> staged() {
    return List.copyOf(staged);
  }

  /** Whether the handler's own commit carries the completion, and what was staged before it. */
  boolean committing() {
    return committing;
  }

  @Override
  public Message message() {
    return message;
  }

  @Override
  public String handler() {
    return settings.handler();
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
    Duration left = Duration.between(now.get(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public void publish(String channel, Message outgoing) {
    publish(channel, "#" + staged.size(), outgoing);
  }

  @Override
  public void publish(String channel, String name, Message outgoing) {
    if (!settings.publishes().contains(channel)) {
      throw MessagingException.invalid(
          "publish from handler '%s' to channel '%s': it may publish to %s; add it to the topology"
              .formatted(settings.handler(), channel, settings.publishes()));
    }
    if (committing) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "publish from handler '"
              + settings.handler()
              + "': the commit was made; stage messages before it");
    }
    String id =
        Hop.PUBLISH.deduplicationId(settings.handler() + '\n' + name + '\n' + message.id(), 0, 0);
    Message.Builder stamped = outgoing.toBuilder().id(id);
    if (outgoing.timestamp() == null) {
      stamped.timestamp(now.get());
    }
    staged.add(new StagedMessage(channel, stamped.build()));
  }

  @Override
  public Completion completion() {
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return joined.unwrap(type);
      }
    };
  }
}
