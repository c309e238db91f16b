package dev.ferry.peers.azure.servicebus;

/**
 * How much a queue or subscription holds.
 *
 * @param active messages that a receiver could have now
 * @param locked messages that a receiver has
 * @param scheduled messages that wait for their time
 * @param deferred messages that wait to be asked for
 * @param deadLetters messages in its dead-letter queue
 */
public record Counts(long active, long locked, long scheduled, long deferred, long deadLetters) {}
