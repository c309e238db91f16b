package dev.ferry.azure;

import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;

/**
 * What answers the tests: one peer for all of this JVM, unless {@code -Dferry.azure.connection}
 * gives a connection string.
 *
 * @param connection the connection string
 * @param admin what makes entities there
 */
record Endpoint(String connection, ChannelAdmin admin) {
  static final String NAMESPACE = "conformance";

  static Endpoint find() {
    String given = System.getProperty("ferry.azure.connection");
    return given == null
        ? new Endpoint(Peer.ONE.connectionString(), new PeerAdmin(Peer.ONE))
        : new Endpoint(given, ServiceBusProvider.of(given).admin().orElseThrow());
  }

  /** Starts with the first who asks, and ends with the JVM. */
  private static final class Peer {
    static final ServiceBusPeer ONE = ServiceBusPeer.start();
  }
}
