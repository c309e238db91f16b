package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRules;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Claims of many messages. Those of equal keys are decided in order: each of them upon the record
 * that the one before it left, which is known by then and needs no request to be known again.
 */
final class Claims {
  private final Decider decider;
  private final LifeRules rules;
  private final InstantSource clock;

  Claims(Decider decider, LifeRules rules, InstantSource clock) {
    this.decider = decider;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * The decisions, in order, each with its answer.
   *
   * @throws dev.ferry.messaging.MessagingException when one of them has none
   */
  List<Decision<Claim>> claim(List<ClaimRequest> requests) {
    Map<Integer, Decision<Claim>> decided = new TreeMap<>();
    Map<IdempotencyKey, Decision<Claim>> last = new HashMap<>();
    List<Integer> left = new ArrayList<>();
    for (int index = 0; index < requests.size(); index++) {
      left.add(index);
    }
    while (!left.isEmpty()) {
      Set<IdempotencyKey> taken = new HashSet<>();
      List<Integer> turn = new ArrayList<>();
      List<Decision<Claim>> decisions = new ArrayList<>();
      for (Integer index : left) {
        if (taken.add(requests.get(index).key())) {
          turn.add(index);
          decisions.add(decision(requests.get(index), last));
        }
      }
      decider.settle(decisions);
      decisions.forEach(Decision::answer);
      for (int i = 0; i < turn.size(); i++) {
        decided.put(turn.get(i), decisions.get(i));
        last.put(requests.get(turn.get(i)).key(), decisions.get(i));
      }
      left.removeAll(new HashSet<>(turn));
    }
    return List.copyOf(decided.values());
  }

  /** The guess is that there is no record, or the one that the claim before left. */
  private Decision<Claim> decision(
      ClaimRequest request, Map<IdempotencyKey, Decision<Claim>> last) {
    Decision<Claim> before = last.get(request.key());
    return Decision.upon(
        request.key(),
        (record, now) -> rules.claim(record, request, now),
        before == null ? null : before.stored(),
        clock.instant());
  }
}
