package dev.ferry.idempotency.spi;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Brings decisions to their answers: writes, and decides again where a write was refused. */
final class Decider {
  /** Each round but the first means that somebody else changed a record in between. */
  private static final int MOST_ROUNDS = 100;

  private final RecordDriver driver;
  private final InstantSource clock;

  Decider(RecordDriver driver, InstantSource clock) {
    this.driver = driver;
    this.clock = clock;
  }

  /** Settles them all: each has its answer, or its failure, afterwards. */
  void settle(List<? extends Decision<?>> decisions) {
    List<? extends Decision<?>> open = open(decisions);
    for (int round = 0; !open.isEmpty(); round++) {
      try {
        write(open, round);
      } catch (RuntimeException failed) {
        MessagingException reason = mapped(failed);
        open.forEach(each -> each.failed(reason));
      }
      open = open(open);
    }
  }

  private static MessagingException mapped(RuntimeException failed) {
    return failed instanceof MessagingException known
        ? known
        : new MessagingException(
            ErrorCode.UNKNOWN, true, "write a record: it failed in a way of its own", failed);
  }

  private void write(List<? extends Decision<?>> open, int round) {
    if (round == MOST_ROUNDS) {
      throw new MessagingException(
          ErrorCode.UNAVAILABLE,
          true,
          "write a record: others changed it %d times in between; try again later"
              .formatted(MOST_ROUNDS));
    }
    List<RecordWrite> writes = new ArrayList<>(open.size());
    open.forEach(each -> writes.add(each.write().orElseThrow()));
    List<WriteResult> results = driver.write(writes);
    for (int i = 0; i < results.size(); i++) {
      apply(results.get(i), open.get(i));
    }
  }

  private static List<? extends Decision<?>> open(List<? extends Decision<?>> decisions) {
    List<Decision<?>> open = new ArrayList<>(decisions.size());
    for (Decision<?> each : decisions) {
      if (each.write().isPresent()) {
        open.add(each);
      }
    }
    return open;
  }

  private void apply(WriteResult result, Decision<?> decision) {
    if (result instanceof WriteResult.Done done) {
      decision.done(done.version());
    } else if (result instanceof WriteResult.Refused refused) {
      decision.refused(refused.found(), clock.instant());
    } else if (result instanceof WriteResult.Failed failed) {
      decision.failed(failed.reason());
    }
  }

  /** Settles one, and returns it. */
  <A> Decision<A> settled(Decision<A> decision) {
    settle(List.of(decision));
    return decision;
  }
}
