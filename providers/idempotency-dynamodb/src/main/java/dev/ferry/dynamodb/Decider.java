package dev.ferry.dynamodb;

import dev.ferry.dynamodb.RecordTable.Result;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings decisions to their answers: writes, and decides again where a write was refused. */
final class Decider {
  /** Each round but the first means that somebody else changed a record in between. */
  private static final int MOST_ROUNDS = 100;

  private final RecordTable table;
  private final InstantSource clock;

  Decider(RecordTable table, InstantSource clock) {
    this.table = table;
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
    List<Result> results =
        table.write(open.stream().map(each -> each.write().orElseThrow()).toList());
    for (int i = 0; i < results.size(); i++) {
      apply(results.get(i), open.get(i));
    }
  }

  private static List<? extends Decision<?>> open(List<? extends Decision<?>> decisions) {
    return decisions.stream().filter(each -> each.write().isPresent()).toList();
  }

  private void apply(Result result, Decision<?> decision) {
    if (result instanceof Result.Done) {
      decision.done();
    } else if (result instanceof Result.Refused refused) {
      decideAgain(decision, refused.found());
    } else if (result instanceof Result.Failed failed) {
      decision.failed(failed.reason());
    }
  }

  /** A record that cannot be read is in the way of its own message only. */
  private void decideAgain(Decision<?> decision, @Nullable Map<String, Value> found) {
    try {
      LifeRecord record = found == null ? null : RecordItem.read(found);
      decision.refused(record, clock.instant());
    } catch (MessagingException unreadable) {
      decision.failed(unreadable);
    }
  }

  /** Settles one. */
  <A> A answer(Decision<A> decision) {
    settle(List.of(decision));
    return decision.answer();
  }
}
