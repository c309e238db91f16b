package dev.ferry.peers.aws.sns;

/** Sends to a queue. */
@FunctionalInterface
interface QueueSender {
  /** Blocks until the queue has it, or has refused it: then it is dropped, as SNS drops it. */
  void send(String queueArn, Publication message);
}
