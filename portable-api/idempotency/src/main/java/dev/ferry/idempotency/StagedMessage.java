package dev.ferry.idempotency;

import dev.ferry.messaging.Message;

/**
 * A message that a handler wants published once its own message is done.
 *
 * @param channel the channel, as the topology names it
 * @param message with an id derived from the handler and its input, so that a repeated run stages
 *     the same
 */
public record StagedMessage(String channel, Message message) {}
