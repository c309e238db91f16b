package dev.ferry.processing;

import dev.ferry.idempotency.Completion;
import dev.ferry.messaging.Message;
import java.time.Duration;

/**
 * What a handler knows and can do beside its payload. Belongs to one run of the handler on one
 * thread; not to be kept.
 */
public interface Context {
  /** The message, with its id, attributes and history. */
  Message message();

  /** The handler's name, as the topology has it. */
  String handler();

  /** Which attempt of this round it is, from 1. */
  int attempt();

  /** The round: 0 in the message's first life, one more with each redrive. */
  int round();

  /** How much of the handler's budget is left; never negative. */
  Duration remaining();

  /**
   * Stages a message to be published once this one is done: with the effect's own commit where it
   * uses {@link #completion()}, else before the message is completed.
   *
   * <p>Its id is derived from the handler, the input's id and the number of messages staged before
   * it, so a repeated run publishes the same ids; whatever id it has is replaced.
   *
   * @param channel a channel that the topology lets this handler publish to
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when it does not, or when the
   *     channel's limits do not allow the message; FAILED_PRECONDITION after the commit was made
   */
  void publish(String channel, Message message);

  /**
   * Stages a message under a name that takes the place of its number, for handlers that do not
   * always stage the same messages in the same order.
   *
   * @param name says which of this run's messages it is; each may be used once
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when the name was used before,
   *     or as {@link #publish(String, Message)}
   */
  void publish(String channel, String name, Message message);

  /**
   * The completion of this message, to be committed together with the effect. Stage what is to be
   * published before the commit.
   */
  Completion completion();
}
