package dev.ferry.functions.azure;

import java.time.Instant;
import java.util.List;

/**
 * What one invocation is given.
 *
 * @param messages one, or those of a batch
 * @param batch whether the trigger gives batches: then everything stands or falls together
 * @param began when the invocation began
 * @param limit when the host ends it
 */
record ServiceBusEvent(
    List<ReceivedMessage> messages, boolean batch, Instant began, Instant limit) {
  ServiceBusEvent {
    messages = List.copyOf(messages);
  }
}
