/**
 * Topics in front of SQS queues: what a real SNS client asks, answered on loopback.
 *
 * <p>It speaks the query protocol: forms in, XML out. Nothing here reads XML, so there are no
 * entities to expand. What is published goes to the queues of its subscriptions before it is
 * answered, so a test need not wait for it.
 */
@NullMarked
package dev.ferry.peers.aws.sns;

import org.jspecify.annotations.NullMarked;
