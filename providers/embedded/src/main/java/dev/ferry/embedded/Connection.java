package dev.ferry.embedded;

import dev.ferry.messaging.MessagingException;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can go wrong between a driver and its channel: calls refused, answers lost, crashes. */
final class Connection {
  private final Faults faults;
  private final String channel;

  Connection(Faults faults, String channel) {
    this.faults = faults;
    this.channel = channel;
  }

  Faults faults() {
    return faults;
  }

  /**
   * Makes a call, unless it is throttled, and loses its answer if need be.
   *
   * @throws MessagingException RESOURCE_EXHAUSTED with nothing done, DEADLINE_EXCEEDED with all
   *     done
   * @throws dev.ferry.simulation.SimulatedCrash before or after the call
   */
  <T> T call(FaultPoint call, Supplier<T> made) {
    faults.crashPoint(call.before());
    if (faults.strikes(Fault.THROTTLE, call.point())) {
      throw Failures.throttled(call.point() + " at", channel);
    }
    T answer = made.get();
    faults.crashPoint(call.after());
    if (faults.strikes(Fault.LOST_RESPONSE, call.point())) {
      throw Failures.noAnswer(call.point() + " at", channel);
    }
    return answer;
  }

  /**
   * Carries out a batch without those entries that fail; at least one goes through, and a single
   * entry is no batch.
   *
   * @param failed the answer for an entry that failed
   */
  <E, R extends @Nullable Object> List<R> partially(
      FaultPoint call,
      List<E> batch,
      Function<List<E>, List<R>> carriedOut,
      Function<MessagingException, R> failed) {
    boolean[] fails = new boolean[batch.size()];
    List<E> through = new ArrayList<>();
    for (int i = 0; i < fails.length; i++) {
      boolean mayFail = fails.length > 1 && (!through.isEmpty() || i < fails.length - 1);
      fails[i] = mayFail && faults.strikes(Fault.PARTIAL_BATCH_FAILURE, call.point());
      if (!fails[i]) {
        through.add(batch.get(i));
      }
    }
    List<R> answers = new ArrayList<>(carriedOut.apply(through));
    for (int i = 0; i < fails.length; i++) {
      if (fails[i]) {
        answers.add(i, failed.apply(Failures.entryFailed(call.point() + " at", channel)));
      }
    }
    return answers;
  }
}
