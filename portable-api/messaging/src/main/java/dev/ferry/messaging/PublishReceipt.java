package dev.ferry.messaging;

/**
 * Says that a broker has stored a message.
 *
 * @param messageId the message's stable id
 * @param brokerId the broker's own id for it
 */
public record PublishReceipt(String messageId, String brokerId) {}
