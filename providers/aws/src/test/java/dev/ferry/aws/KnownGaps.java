package dev.ferry.aws;

import java.util.Map;

/** What the servers that are not AWS are known to do otherwise, by server and test. */
final class KnownGaps {
  /** AWS gives no more of a group until what was received is deleted or visible again. */
  private static final String LOCALSTACK_GROUPS =
      "LocalStack gives out a group as soon as one of its messages in flight becomes visible again,"
          + " though an earlier one is not";

  private static final Map<String, Map<String, String>> BY_PEER =
      Map.of(
          "elasticmq",
          Map.of(),
          "localstack",
          Map.of(
              "retryOfAMessage_holdsUpItsKey_andNoOther",
              LOCALSTACK_GROUPS,
              "randomFailures_keepTheOrderOfEveryKey",
              LOCALSTACK_GROUPS),
          "moto",
          Map.of(
              "messagePublishedAgainAfterItsAck_isSwallowed",
              "moto forgets a deduplication id with the message that had it",
              "everyMessage_isReceivedOnce_whenNoLeaseEnds",
              "moto gives a message to two consumers that ask at the same time",
              "traceContext_isInTheAttributeAndInTheHeaderOfAws",
              "moto drops AWSTraceHeader of a batch's entries",
              "messagesOfAKey_comeInOrder_toWhicheverConsumer",
              "moto gives two messages of a group to two consumers that ask at the same time"));

  private KnownGaps() {}

  /** Those of {@code elasticmq}, {@code moto} or {@code localstack}; none of any other. */
  static Map<String, String> of(String peer) {
    return BY_PEER.getOrDefault(peer, Map.of());
  }
}
