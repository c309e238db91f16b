package dev.ferry.peers.azure.servicebus;

/**
 * What the broker keeps for one connection.
 *
 * @param transactions that are open
 * @param replies the links that get answers
 */
record Peering(Transactions transactions, Replies replies) {
  Peering() {
    this(new Transactions(), new Replies());
  }
}
