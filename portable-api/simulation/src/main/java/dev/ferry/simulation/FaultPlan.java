package dev.ferry.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which faults may strike in a run: by probability under a seed, at scripted occurrences, or both.
 *
 * <pre>{@code
 * FaultPlan plan = FaultPlan.seeded(42)
 *     .with(Fault.DUPLICATE, 0.2)
 *     .with(Fault.THROTTLE, 0.05).atMost(Fault.THROTTLE, 3)
 *     .once(Fault.CRASH, "before-ack");
 * }</pre>
 *
 * <p>Immutable: each method returns a plan of its own. Whether a fault strikes is a pure function
 * of the plan, the fault, the point and how often that fault was asked for at that point: what
 * other points and other threads do changes nothing.
 */
public final class FaultPlan {
  private static final FaultPlan NONE = seeded(0);

  private final Seed seed;
  private final Map<Fault, FaultRule> rules;

  private FaultPlan(Seed seed, Map<Fault, FaultRule> rules) {
    this.seed = seed;
    this.rules = rules;
  }

  /** Returns the plan in which nothing strikes. */
  public static FaultPlan none() {
    return NONE;
  }

  /** Returns a plan in which nothing strikes yet, for {@link #with} to add to. */
  public static FaultPlan seeded(long seed) {
    return new FaultPlan(Seed.of(seed), Map.of());
  }

  /**
   * Lets {@code fault} strike at any point with that probability each time; the last call for a
   * fault counts.
   *
   * @param probability from 0, never, to 1, always
   * @throws IllegalArgumentException if {@code probability} is outside of that
   */
  public FaultPlan with(Fault fault, double probability) {
    return change(fault, rule -> rule.withProbability(probability));
  }

  /**
   * Bounds how often {@code fault} strikes by probability at each point; scripted strikes are not
   * counted. The bound is per point because one for all points would let them influence each other.
   *
   * @throws IllegalArgumentException if {@code strikesPerPoint} is negative
   */
  public FaultPlan atMost(Fault fault, long strikesPerPoint) {
    return change(fault, rule -> rule.withCap(strikesPerPoint));
  }

  /** Lets {@code fault} strike the first time that it is asked for at {@code point}. */
  public FaultPlan once(Fault fault, String point) {
    return at(fault, point, 1);
  }

  /**
   * Lets {@code fault} strike the given time that it is asked for at {@code point}; may be called
   * again for further times.
   *
   * @param occurrence from 1
   * @throws IllegalArgumentException if {@code occurrence} is below 1
   */
  public FaultPlan at(Fault fault, String point, long occurrence) {
    return change(fault, rule -> rule.withScripted(point, occurrence));
  }

  /** Starts a run in which nothing has been asked yet. */
  public Faults start() {
    return new Faults(this);
  }

  public Seed seed() {
    return seed;
  }

  Map<Fault, FaultRule> rules() {
    return rules;
  }

  /** Returns a place to count {@code fault} at {@code point}, by its rule. */
  FaultSite site(Fault fault, String point) {
    return new FaultSite(seed.child(fault.name()).child(point), rule(fault), point);
  }

  private FaultRule rule(Fault fault) {
    return rules.getOrDefault(fault, FaultRule.NEVER);
  }

  private FaultPlan change(Fault fault, UnaryOperator<FaultRule> change) {
    Map<Fault, FaultRule> changed = new EnumMap<>(Fault.class);
    changed.putAll(rules);
    changed.put(fault, change.apply(rule(fault)));
    return new FaultPlan(seed, Collections.unmodifiableMap(changed));
  }

  @Override
  public String toString() {
    return "FaultPlan[seed=" + seed.value() + ", " + rules + "]";
  }
}
