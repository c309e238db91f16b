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

  private static final String EMULATOR_ORDER =
      "Google's emulator forgets the order of a key when one of its messages comes back";

  private static final String EMULATOR_LABELS =
      "Google's emulator refuses to change the labels of a subscription";

  private static final String EMULATOR_FILTERS = EMULATOR_LABELS + ", and knows no filters";

  private static final Map<String, Map<String, String>> BY_PEER =
      Map.of(
          "emulator",
          Map.ofEntries(
              Map.entry("nackedMessage_isNotOvertaken", EMULATOR_ORDER),
              Map.entry("batchThatGoesBackLastFirst_comesInOrder", EMULATOR_ORDER),
              Map.entry("deadLetterOfAKey_letsTheKeyGoOn", EMULATOR_ORDER),
              Map.entry("randomFailures_keepTheOrderOfEveryKey", EMULATOR_ORDER),
              Map.entry(
                  "messagesOfAKey_comeInOrder_toWhicheverConsumer",
                  "Google's emulator gives messages of a key to two consumers at the same time"),
              Map.entry("everySubscription_getsEveryMessage", EMULATOR_LABELS),
              Map.entry("settlingInOneSubscription_isNothingToAnother", EMULATOR_LABELS),
              Map.entry("topic_keepsTheOrderOfAKey", EMULATOR_LABELS),
              Map.entry("filter_letsPassWhatHasOneOfItsValues", EMULATOR_FILTERS),
              Map.entry("filterOnTwoAttributes_asksForBoth", EMULATOR_FILTERS),
              Map.entry("filterThatNothingPasses_leavesTheSubscriptionEmpty", EMULATOR_FILTERS)));

  private KnownGaps() {}

  /** Those of {@code emulator} and of Pub/Sub; of any other peer those of Pub/Sub only. */
  static Map<String, String> of(String peer) {
    Map<String, String> gaps = new HashMap<>(OF_PUBSUB);
    gaps.putAll(BY_PEER.getOrDefault(peer, Map.of()));
    return gaps;
  }
}
