package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.testkit.memory.InMemoryStoreHarness;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A store that is wrong in one thing.
 *
 * @param name the thing
 * @param noticedBy a test that fails because of it
 * @param rules what the store goes by
 * @param inFront what stands between the caller and the store
 */
record BrokenStore(
    String name, String noticedBy, LifeRules rules, UnaryOperator<IdempotencyStore> inFront) {

  static List<BrokenStore> all() {
    return List.of(
        rules(
            "completion is not fenced",
            "lateOwner_changesNothing",
            BrokenRules.completionIsNotFenced()),
        rules(
            "release is fenced by the token alone",
            "ownerThatCompleted_isToldSo",
            BrokenRules.releaseIsFencedByTokenAlone()),
        rules(
            "release forgets the attempts",
            "attempts_areCountedThroughReleases_andBeginAnewInTheNextRound",
            BrokenRules.releaseForgetsAttempts()),
        rules(
            "an attempt is never taken back",
            "attemptThatNeverBegan_isTakenBack_andIsNoFailure",
            BrokenRules.attemptIsNeverTakenBack()),
        rules(
            "a late owner renews",
            "successor_isOwner_whateverTheLateOwnerTries",
            BrokenRules.lateOwnerRenews()),
        rules(
            "a renewal changes nothing",
            "renewedLease_lastsFromTheRenewal",
            BrokenRules.renewalChangesNothing()),
        rules(
            "a duplicate of a dead letter runs",
            "claim_isAnsweredAsTheTableSays",
            BrokenRules.duplicateOfADeadLetterRuns()),
        rules(
            "dead-lettering is taken for sent",
            "crashBeforeTheDeadLetterIsSent_letsTheNextSendTheSame",
            BrokenRules.deadLetteringIsTakenForSent()),
        rules(
            "a dead letter of any round is marked",
            "deadLettered_ofAnotherRound_orState_changesNothing",
            BrokenRules.deadLetterOfAnyRoundIsMarked()),
        rules(
            "a dead letter is forgotten early",
            "deadLetterThatIsSentLate_isKeptForTheRetentionFromThen",
            BrokenRules.deadLetterIsForgottenEarly()),
        rules(
            "an earlier life runs on",
            "claim_isAnsweredAsTheTableSays",
            BrokenRules.earlierLifeRunsOn()),
        rules(
            "a redrive runs a completed life",
            "claim_isAnsweredAsTheTableSays",
            BrokenRules.redriveRunsACompletedLife()),
        rules(
            "a running record is free",
            "claimsOfOneKey_areGrantedToOne",
            BrokenRules.runningRecordIsFree()),
        rules(
            "expiry is left to the sweep",
            "expiredRecord_isNone_forEveryRound",
            BrokenRules.expiryIsLeftToTheSweep()),
        rules(
            "late writes ignore expiry",
            "ownerOfAnExpiredRecord_changesNothing",
            BrokenRules.lateWritesIgnoreExpiry()),
        rules(
            "a lost response claims anew",
            "lostClaim_repeated_isTheSameAttempt",
            BrokenRules.lostResponseClaimsAnew()),
        rules(
            "a lost completion is fenced out",
            "lostWrite_repeated_tellsTheSame_andIsDoneOnce",
            BrokenRules.lostCompletionIsFencedOut()),
        rules(
            "the outbox is not kept",
            "crashAfterComplete_leavesWhatIsStillToBeSent",
            BrokenRules.outboxIsNotKept()),
        rules(
            "clocks are trusted",
            "workerWhoseClockIsAhead_takesOverNoLivingLease",
            BrokenRules.clocksAreTrusted()),
        store(
            "the store remembers the last claim",
            "claims_nestOnOneStoreObject",
            BrokenStores.RemembersTheLastClaim::new),
        store(
            "the store looks, then writes",
            "claimsOfOneKey_areGrantedToOne",
            BrokenStores.looksThenWrites()),
        store(
            "equal keys of a batch share an answer",
            "claimsOfOneKey_areGrantedToTheFirst",
            BrokenStores::equalKeysShareAnAnswer),
        store(
            "the effect comes before the fence",
            "commitOfLateOwner_hasNoEffect",
            BrokenStores::effectComesFirst),
        store(
            "the completion comes before the effect",
            "commitThatFails_hasNeitherEffectNorCompletion",
            BrokenStores::completionComesFirst),
        store(
            "the outbox is asked early",
            "outbox_isAskedWhenTheCommitIsMade_notBefore",
            BrokenStores::outboxIsAskedEarly),
        store(
            "the first failure is forgotten",
            "attempts_tellWhenTheFirstOfTheRoundFailed",
            BrokenStores::firstFailureIsForgotten),
        store(
            "the envelope loses its exception",
            "crashBeforeTheDeadLetterIsSent_letsTheNextSendTheSame",
            BrokenStores::envelopeLosesItsException));
  }

  private static BrokenStore rules(String name, String noticedBy, LifeRules rules) {
    return new BrokenStore(name, noticedBy, rules, store -> store);
  }

  private static BrokenStore store(
      String name, String noticedBy, UnaryOperator<IdempotencyStore> inFront) {
    return new BrokenStore(name, noticedBy, new LifeRules(InMemoryStoreHarness.SKEW), inFront);
  }

  /** Nothing is wrong with it. */
  static BrokenStore none() {
    return store("nothing", "", store -> store);
  }

  /** Nothing is wrong with it, and there is one thing that it cannot do. */
  static BrokenStore withoutCommits() {
    return store("commits", "", BrokenStores.WithoutCommits::new);
  }

  static BrokenStore named(String name) {
    return Stream.concat(all().stream(), Stream.of(none(), withoutCommits()))
        .filter(each -> each.name.equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }
}
