package dev.ferry.cli.demo;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message that the demo publishes.
 *
 * @param id its id: the order's, or the place of the line
 * @param orderId the order in it; null for poison, which has none
 * @param customerId whose order it is, its ordering key
 * @param body the bytes
 */
record Input(String id, @Nullable String orderId, String customerId, Body body) {
  Message message() {
    return Message.builder(body)
        .id(id)
        .orderingKey(customerId)
        .contentType("application/json")
        .build();
  }
}
