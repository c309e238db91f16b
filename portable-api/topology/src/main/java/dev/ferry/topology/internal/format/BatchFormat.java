package dev.ferry.topology.internal.format;

import dev.ferry.topology.Batch;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;
import java.time.Duration;

/** How many messages at once: {@code handlers.payment.batch}. */
final class BatchFormat {

  static final Key<Integer> SIZE =
      Key.of(
          "size",
          Kinds.wholeNumber(1, 10_000),
          "10",
          "The most messages of a batch. 10 by default, which is a whole receive of SQS; a host"
              + " that takes fewer is given fewer.");
  static final Key<Duration> WINDOW =
      Key.of(
          "window",
          Kinds.duration(Duration.ZERO, Duration.ofMinutes(5)),
          "0s",
          "How long to wait for a batch to fill. Not at all by default: waiting is latency.");

  static final Section SECTION = Section.of(SIZE, WINDOW);

  private BatchFormat() {}

  static Batch batch(Fields in) {
    return new Batch(in.get(SIZE), in.get(WINDOW));
  }
}
