package dev.ferry.aws;

/**
 * A lease that is to end at another time.
 *
 * @param receiptHandle of the delivery
 * @param seconds from now: 0 gives the message back at once; at most 43,200 from when it was
 *     received
 */
public record SqsVisibility(String receiptHandle, int seconds) {}
