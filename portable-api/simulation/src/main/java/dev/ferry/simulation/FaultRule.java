package dev.ferry.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * When one fault strikes.
 *
 * @param probability of each time that it is asked for
 * @param cap the most strikes by probability at one point
 * @param scripted the occurrences, from 1, at which it strikes in any case, by point
 */
record FaultRule(double probability, long cap, Map<String, Set<Long>> scripted) {
  static final FaultRule NEVER = new FaultRule(0, Long.MAX_VALUE, Map.of());

  FaultRule {
    Seed.requireProbability(probability);
    if (cap < 0) {
      throw new IllegalArgumentException("a bound on strikes is zero or more: " + cap);
    }
  }

  FaultRule withProbability(double newProbability) {
    return new FaultRule(newProbability, cap, scripted);
  }

  FaultRule withCap(long newCap) {
    return new FaultRule(probability, newCap, scripted);
  }

  FaultRule withScripted(String point, long occurrence) {
    if (occurrence < 1) {
      throw new IllegalArgumentException("occurrences are counted from 1: " + occurrence);
    }
    Set<Long> occurrences = new TreeSet<>(scriptedAt(point));
    occurrences.add(occurrence);
    Map<String, Set<Long>> changed = new HashMap<>(scripted);
    changed.put(point, Set.copyOf(occurrences));
    return new FaultRule(probability, cap, Map.copyOf(changed));
  }

  Set<Long> scriptedAt(String point) {
    return scripted.getOrDefault(point, Set.of());
  }
}
