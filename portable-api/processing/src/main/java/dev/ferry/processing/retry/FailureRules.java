package dev.ferry.processing.retry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What failures mean, by predicate and by exception type.
 *
 * <p>Predicates are asked first, in the order in which they were added; one that throws picks
 * nothing. Of the types, the nearest ancestor of the failure's class decides; a failure that no
 * rule names is judged by its cause, twenty of them at most, and what nobody names is retried.
 * Immutable.
 */
public final class FailureRules {
  private static final int LONGEST_CHAIN = 20;
  private static final FailureRules RETRY_EVERYTHING = new FailureRules(List.of(), Map.of());

  private final List<Chosen> predicates;
  private final Map<Class<?>, Verdict> types;

  private FailureRules(List<Chosen> predicates, Map<Class<?>, Verdict> types) {
    this.predicates = List.copyOf(predicates);
    this.types = Map.copyOf(types);
  }

  /** Rules that retry everything. */
  public static FailureRules retryEverything() {
    return RETRY_EVERYTHING;
  }

  /** A copy in which failures of a type have this meaning. */
  public FailureRules on(Class<? extends Throwable> type, Verdict verdict) {
    Map<Class<?>, Verdict> more = new LinkedHashMap<>(types);
    more.put(type, verdict);
    return new FailureRules(predicates, more);
  }

  /** A copy in which failures that a predicate picks have this meaning. */
  public FailureRules when(Predicate<Throwable> failure, Verdict verdict) {
    List<Chosen> more = new ArrayList<>(predicates);
    more.add(new Chosen(failure, verdict));
    return new FailureRules(more, types);
  }

  /** What a failure means. */
  public Verdict judge(Throwable failure) {
    Throwable looked = failure;
    for (int depth = 0; looked != null && depth < LONGEST_CHAIN; depth++) {
      Optional<Verdict> verdict = named(looked);
      if (verdict.isPresent()) {
        return verdict.get();
      }
      looked = looked.getCause();
    }
    return Verdict.retry();
  }

  private Optional<Verdict> named(Throwable failure) {
    for (Chosen chosen : predicates) {
      if (chosen.picks(failure)) {
        return Optional.of(chosen.verdict);
      }
    }
    Class<?> type = failure.getClass();
    while (type != null) {
      Verdict verdict = types.get(type);
      if (verdict != null) {
        return Optional.of(verdict);
      }
      type = type.getSuperclass();
    }
    return Optional.empty();
  }

  private record Chosen(Predicate<Throwable> failure, Verdict verdict) {
    private boolean picks(Throwable thrown) {
      try {
        return failure.test(thrown);
      } catch (RuntimeException picksNothing) {
        return false;
      }
    }
  }
}
