package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;

/**
 * One attempt at a message.
 *
 * @param delivery what brought it
 * @param claimed the right to run it
 */
record Attempt(Delivery delivery, Claimed claimed) {
  Message message() {
    return delivery.message();
  }

  /** Which attempt of the round it is, from 1. */
  int number() {
    return claimed.attempt();
  }
}
