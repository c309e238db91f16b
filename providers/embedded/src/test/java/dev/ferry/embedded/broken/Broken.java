package dev.ferry.embedded.broken;

import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.spi.MessagingProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A broker, or a library in front of it, that is wrong in one thing.
 *
 * @param name the thing
 * @param suite what is run on it
 * @param noticedBy tests that fail because of it
 * @param inFront what stands between the suite and the right broker
 * @param rules what records go by
 */
record Broken(
    String name,
    Class<?> suite,
    List<String> noticedBy,
    UnaryOperator<MessagingProvider> inFront,
    LifeRules rules) {
  static final LifeRules RIGHT_RULES = new LifeRules(Duration.ofSeconds(1));

  static List<Broken> all() {
    return List.of(
        broker(
            "lease never expires",
            BrokenBrokers::leaseNeverExpires,
            "leaseThatIsOver_letsTheMessageComeAgain",
            "reconnectedClients_findWhatIsLeft"),
        broker(
            "ack of another's delivery is accepted",
            BrokenBrokers.acceptsAnyAck(),
            "ackOfWhatAnotherHas_isRefused_andTakesNothing"),
        broker(
            "order is broken after a nack",
            BrokenBrokers::nackedMessageGoesToTheEnd,
            "nackedMessage_isNotOvertaken",
            "randomFailures_keepTheOrderOfEveryKey"),
        broker(
            "deliveries are not counted",
            BrokenBrokers::everyDeliveryIsTheFirst,
            "deliveryCount_risesWithEveryNack",
            "deliveryCount_risesWithEveryLeaseThatEnds"),
        broker(
            "dead letter has no envelope",
            BrokenBrokers::deadLetterKeepsItsOldAttributes,
            "deadLetterVerb_movesTheMessage_withItsEnvelope"),
        broker(
            "filter is ignored",
            BrokenBrokers::filterIsIgnored,
            "filter_letsPassWhatHasOneOfItsValues",
            "filterOnTwoAttributes_asksForBoth"),
        broker(
            "deduplication is forgotten",
            BrokenBrokers::deduplicationIsForgotten,
            "messagePublishedTwice_isStoredOnce",
            "redriveThatIsRepeated_isStoredOnce_whereTheBrokerRemembers"),
        broker(
            "redrive resets the history",
            BrokenLibraries::historyIsReset,
            "redrive_beginsTheNextRound_andKeepsIdAndHistory"),
        broker(
            "deduplication id is reused on the next hop",
            BrokenLibraries.deduplicationIdIsReused(),
            "redriveWithinTheDeduplicationWindow_isNotSwallowed",
            "everyHopOfAMessage_isStored_andItsRepetitionIsNot"),
        library(
            "ack comes before the handler",
            BrokenLibraries::acksOnReceive,
            "failureForNow_isTriedAgain_untilItSucceeds",
            "messageOfACrashedWorker_comesAgain"),
        library(
            "failures are collected unsafely",
            BrokenLibraries::losesFailures,
            "failuresAtTheSameTime_allComeAgain"),
        library(
            "failed send of a dead letter is acked",
            BrokenLibraries::failedSendLooksSent,
            "deadLetterThatCannotBeSent_isNotAcked_andSentLater"),
        new Broken(
            "completion is not fenced",
            BrokenRuns.Processing.class,
            List.of("lateOwner_hasNoEffect_andSettlesNothing"),
            UnaryOperator.identity(),
            BrokenLibraries.completionIsNotFenced()));
  }

  private static Broken broker(
      String name, UnaryOperator<MessagingProvider> inFront, String... noticedBy) {
    return new Broken(name, BrokenRuns.Messaging.class, List.of(noticedBy), inFront, RIGHT_RULES);
  }

  private static Broken library(
      String name, UnaryOperator<MessagingProvider> inFront, String... noticedBy) {
    return new Broken(name, BrokenRuns.Processing.class, List.of(noticedBy), inFront, RIGHT_RULES);
  }

  /** Nothing is wrong: the suite passes on what the runs are made of. */
  static Broken nothing(Class<?> suite) {
    return new Broken(
        "nothing " + suite.getSimpleName(),
        suite,
        List.of(),
        UnaryOperator.identity(),
        RIGHT_RULES);
  }

  static Broken named(String name) {
    if (name.startsWith("nothing")) {
      return nothing(Object.class);
    }
    return all().stream().filter(broken -> broken.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }
}
