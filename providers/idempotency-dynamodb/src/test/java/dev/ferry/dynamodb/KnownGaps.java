package dev.ferry.dynamodb;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what the server that {@code -Dferry.aws.peer} names is known to do otherwise than AWS. */
final class KnownGaps implements ExecutionCondition {
  private static final String NO_BATCHES =
      "moto's PartiQL takes no parameters in an INSERT and one SET in an UPDATE";
  private static final String NOT_ATOMIC =
      "moto judges and writes in two steps, and takes back others' writes with a refused transaction";

  private static final Map<String, Map<String, String>> BY_PEER = Map.of("moto", moto());

  private static Map<String, String> moto() {
    Stream<Map.Entry<String, String>> batches =
        Stream.of(
                "claimsInBatches_grantEachKeyToOne",
                "claimsOfManyThatWereMadeInPart_areMadeOnce_whenRepeated",
                "claimsOfMany_areAnsweredEachByItsRecord",
                "claimsOfMany_areGranted_inOrder",
                "claimsOfOneBatch_areOwnedEachByItsToken",
                "claimsOfOneKey_areGrantedToTheFirst",
                "crashInABatch_leavesEachMessageToItself",
                "lostClaimOfMany_repeated_isTheSameAttemptOfEach",
                "manyLives_onOneStoreObject_doNotMeet")
            .map(test -> Map.entry(test, NO_BATCHES));
    Stream<Map.Entry<String, String>> races =
        Stream.of(
                "claimsOfALeaseThatIsOver_areGrantedToOne",
                "claimsOfOneKey_areGrantedToOne",
                "claimsOfOneKeyByManyThrottledWorkers_areGrantedOnce",
                "commitAgainstTakeover_hasTheEffectsOfOne",
                "commitsOfOneClaimAtOnce_haveOneEffect",
                "completionAgainstTakeover_isWonByOne",
                "heartbeatAgainstCompletion_leavesItCompleted",
                "oneClaimSentTwiceAtOnce_isOneAttempt")
            .map(test -> Map.entry(test, NOT_ATOMIC));
    return Stream.concat(batches, races)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String peer = System.getProperty("ferry.aws.peer", "unknown");
    return context
        .getTestMethod()
        .flatMap(
            test -> Optional.ofNullable(BY_PEER.getOrDefault(peer, Map.of()).get(test.getName())))
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("no known gap"));
  }
}
