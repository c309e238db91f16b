package dev.ferry.google;

import dev.ferry.peers.google.pubsub.PubSubServer;
import java.time.Duration;
import java.util.Map;

/**
 * What answers the tests: one server for all of this JVM, unless {@code -Dferry.google.endpoint}
 * names another, as {@code PUBSUB_EMULATOR_HOST} does. Beside it may stand {@code
 * -Dferry.google.peer=emulator}, whose known gaps then are skipped.
 *
 * @param endpoint host and port
 * @param name whose known gaps count
 */
record Peer(String endpoint, String name) {
  static final String PROJECT = "ferry-test";

  static Peer find() {
    String given = System.getProperty("ferry.google.endpoint");
    return given == null
        ? Own.ONE
        : new Peer(given, System.getProperty("ferry.google.peer", "unknown"));
  }

  PubSubProvider open() {
    return PubSubProvider.emulator(endpoint, PROJECT);
  }

  /**
   * How long a receive must stay empty to be believed: not at all where the server is one process,
   * which rightly says so at once; else a third of what lies between the instants of a test.
   */
  Duration silence() {
    return name.equals("unknown") ? Duration.ofMillis(600) : Duration.ZERO;
  }

  Map<String, String> knownGaps() {
    return KnownGaps.of(name);
  }

  /** Starts with the first who asks, and ends with the JVM. */
  private static final class Own {
    static final Peer ONE = new Peer(PubSubServer.start().endpoint(), "own");
  }
}
