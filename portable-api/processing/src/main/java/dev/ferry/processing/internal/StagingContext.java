package dev.ferry.processing.internal;

import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Context;
import dev.ferry.processing.HandlerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The context of one run of a handler: what it stages, and whether it asked for the commit. */
final class StagingContext implements Context {
  private final HandlerSettings settings;
  private final Timeline timeline;
  private final Outbox outbox;
  private final Attempt attempt;
  private final Instant deadline;
  private final Completion joined;
  private final List<StagedMessage> staged = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean committing;

  StagingContext(House house, Attempt attempt, Instant deadline) {
    this.settings = house.settings();
    this.timeline = house.services().timeline();
    this.outbox = house.outbox();
    this.attempt = attempt;
    this.deadline = deadline;
    this.joined = house.records().completion(attempt.claimed(), this::stagedForCommit);
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
    return attempt.message();
  }

  @Override
  public String handler() {
    return settings.handler();
  }

  @Override
  public int attempt() {
    return attempt.number();
  }

  @Override
  public int round() {
    return attempt.claimed().round();
  }

  @Override
  public Duration remaining() {
    Duration left = Duration.between(timeline.now(), deadline);
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
          "%s to channel '%s': it may publish to %s; add it to the topology"
              .formatted(publishing(), channel, settings.publishes()));
    }
    if (committing) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          publishing() + ": the commit was made; stage messages before it");
    }
    Message.Builder stamped = outgoing.toBuilder().id(derivedId(name));
    if (outgoing.timestamp() == null) {
      stamped.timestamp(timeline.now());
    }
    Message message = stamped.build();
    outbox.check(channel, message);
    if (!names.add(name)) {
      throw MessagingException.invalid(
          "%s: '%s' was staged before, and its id would be the same; give it another name"
              .formatted(publishing(), name));
    }
    staged.add(new StagedMessage(channel, message));
  }

  private String publishing() {
    return "publish from handler '" + settings.handler() + "'";
  }

  private String derivedId(String name) {
    return Hop.PUBLISH.deduplicationId(
        settings.handler() + '\n' + name + '\n' + attempt.message().id(), 0, 0);
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
