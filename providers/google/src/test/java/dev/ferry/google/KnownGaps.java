package dev.ferry.google;

import java.util.HashMap;
import java.util.Map;

/** What Pub/Sub cannot, and what the servers that are not Pub/Sub do otherwise, by test. */
final class KnownGaps {
  private static final Map<String, String> OF_PUBSUB =
      Map.of(
          "seekToAnOffset_deliversAgainFromThere",
          "Pub/Sub seeks to a time, or to the beginning; it has no offsets",
          "sendersId_isTheMessagesId_whereTheBrokerCarriesIt",
          "Pub/Sub carries no id of the sender's: what Ferry sends has one in its metadata");

  private static final Map<String, Map<String, String>> BY_PEER = Map.of("emulator", Map.of());

  private KnownGaps() {}

  /** Those of {@code emulator} and of Pub/Sub; of any other peer those of Pub/Sub only. */
  static Map<String, String> of(String peer) {
    Map<String, String> gaps = new HashMap<>(OF_PUBSUB);
    gaps.putAll(BY_PEER.getOrDefault(peer, Map.of()));
    return gaps;
  }
}
