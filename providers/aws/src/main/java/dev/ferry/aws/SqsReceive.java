package dev.ferry.aws;

import org.jspecify.annotations.Nullable;

/**
 * One receive.
 *
 * @param queueUrl the queue
 * @param max how many messages at most, 1 to 10
 * @param waitSeconds how long SQS may wait for the first, 0 to 20
 * @param visibilitySeconds how long the leases last, 0 to 43,200
 * @param attemptId lets a FIFO queue answer a repeated request as it did the first; null on others
 */
public record SqsReceive(
    String queueUrl, int max, int waitSeconds, int visibilitySeconds, @Nullable String attemptId) {}
