package dev.ferry.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A run under a {@link FaultPlan}: asked at every point where something could go wrong, it says
 * whether it does, and counts what struck.
 *
 * <p>Points are names such as {@code "publish"} or {@code "before-ack"}, chosen by whoever asks;
 * one counter is kept for each fault and point, so they must be few, and never contain a message's
 * id.
 *
 * <p>Thread-safe. Threads that ask at the same point share its numbering: which of them gets the
 * strike is up to the scheduler, the sequence of answers is not.
 */
public final class Faults {
  private static final Faults NONE = new Faults(FaultPlan.none());

  private final FaultPlan plan;
  private final Map<Fault, ConcurrentMap<String, FaultSite>> sites = new EnumMap<>(Fault.class);

  Faults(FaultPlan plan) {
    this.plan = plan;
    plan.rules().keySet().forEach(fault -> sites.put(fault, new ConcurrentHashMap<>()));
  }

  /** Returns the run in which nothing strikes: asking it counts and allocates nothing. */
  public static Faults none() {
    return NONE;
  }

  /** Returns whether {@code fault} happens now at {@code point}. Each call is one occurrence. */
  public boolean strikes(Fault fault, String point) {
    ConcurrentMap<String, FaultSite> points = sites.get(fault);
    return points != null
        && points.computeIfAbsent(point, name -> plan.site(fault, name)).strikesNext();
  }

  /**
   * Marks a point at which a process may end.
   *
   * @throws SimulatedCrash if {@link Fault#CRASH} strikes here
   */
  public void crashPoint(String point) {
    if (strikes(Fault.CRASH, point)) {
      throw new SimulatedCrash(point);
    }
  }

  /** Returns how often {@code fault} has struck at {@code point}. */
  public long struck(Fault fault, String point) {
    return struckByPoint(fault).getOrDefault(point, 0L);
  }

  /** Returns how often {@code fault} has struck at all points together. */
  public long struck(Fault fault) {
    return struckByPoint(fault).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns how often {@code fault} has struck by point, as of now; points without a strike are
   * left out.
   */
  public SortedMap<String, Long> struckByPoint(Fault fault) {
    SortedMap<String, Long> counts = new TreeMap<>();
    ConcurrentMap<String, FaultSite> points = sites.get(fault);
    if (points != null) {
      points.forEach((point, site) -> counts.put(point, site.strikes()));
    }
    counts.values().removeIf(count -> count == 0);
    return Collections.unmodifiableSortedMap(counts);
  }

  /** Returns the plan of this run, with the seed that repeats it. */
  public FaultPlan plan() {
    return plan;
  }
}
