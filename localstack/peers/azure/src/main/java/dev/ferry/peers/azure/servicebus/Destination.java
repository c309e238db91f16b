package dev.ferry.peers.azure.servicebus;

import org.apache.qpid.proton.message.Message;

/** What a client sends to. */
interface Destination {
  /**
   * Checks that a message could be taken.
   *
   * @throws Refusal when it could not
   */
  void check(Message message);

  /**
   * Takes a message, at once or at its time; drops one whose id it has seen.
   *
   * @return its sequence number
   * @throws Refusal when it cannot be taken
   */
  long send(Message message);
}
