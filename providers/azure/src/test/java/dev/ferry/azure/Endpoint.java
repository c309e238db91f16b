package dev.ferry.azure;

import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.time.Duration;

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

  /** Two seconds, unless more is asked for. */
  Duration tick() {
    return Duration.ofSeconds(Long.getLong("ferry.azure.tick", 2));
  }

  /** Starts with the first who asks, and ends with the JVM. */
  private static final class Peer {
    static final ServiceBusPeer ONE = ServiceBusPeer.start();
  }
}
