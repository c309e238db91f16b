package dev.ferry.messaging.spi;

import dev.ferry.messaging.MessagingException;

/** The fate of one message of a batch. */
public sealed interface SendResult {
  /**
   * The broker has stored it.
   *
   * @param brokerId the broker's own id for it
   */
  record Sent(String brokerId) implements SendResult {}

  /**
   * The broker refused it; nothing of it is stored.
   *
   * @param reason why
   */
  record Refused(MessagingException reason) implements SendResult {}
}
