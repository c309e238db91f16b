package dev.ferry.topology.internal.format;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;

import dev.ferry.topology.Guarantee;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Ordering;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Redrive;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.ListKind;
import dev.ferry.topology.internal.schema.Section;
import java.time.Duration;
import java.util.List;

/** A handler: {@code handlers.payment}. */
final class HandlerFormat {

  static final Key<Fields> SOURCE =
      Key.required(
          "source",
          SourceFormat.SECTION,
          "Where the handler's messages come from: the name of a queue, or a topic and a filter.");
  static final Key<List<String>> PUBLISHES =
      Key.optional(
          "publishes",
          new ListKind<>(Names.CHANNEL, 0),
          "The queues and topics that the handler may publish to. None by default.");
  static final Key<Fields> ID =
      Key.optional(
          "id",
          IdFormat.SECTION,
          "Where the id of a message is found that Ferry did not publish itself.");
  static final Key<Duration> BUDGET =
      Key.of(
          "budget",
          Kinds.duration(ofMillis(100), ofHours(11)),
          "30s",
          "How long one run may take before it is interrupted. 30s by default: longer than any"
              + " healthy call to a neighbour.");
  static final Key<Duration> TIMEOUT =
      Key.optional(
          "timeout",
          Kinds.duration(ofMillis(100), ofHours(12)),
          "How long the function may run. By default the budget and 10s to settle, which is the"
              + " least; more leaves room for the other messages of a batch.");
  static final Key<Fields> BATCH =
      Key.optional("batch", BatchFormat.SECTION, "How many messages the host is given at once.");
  static final Key<Integer> CONCURRENCY =
      Key.of(
          "concurrency",
          Kinds.wholeNumber(1, 1000),
          "10",
          "How many functions, or threads of a worker, handle messages at once. 10 by default:"
              + " what a small database stands.");
  static final Key<Guarantee> GUARANTEE =
      Key.of(
          "guarantee",
          Kinds.choice(Guarantee.class),
          "exactly-once-effects",
          "How often the effect of a message may happen: at-most-once completes the message before"
              + " the handler runs; at-least-once after it; exactly-once-effects also keeps what"
              + " was handled from being handled again. The last by default: nobody wants to pay"
              + " twice.");
  static final Key<Ordering> ORDERING =
      Key.optional(
          "ordering",
          Kinds.choice(Ordering.class),
          "Whether messages of one key run one after the other. By default as the queue is:"
              + " by-key if it is ordered, else none.");
  static final Key<Fields> RETRY =
      Key.optional("retry", RetryFormat.SECTION, "How failures are tried again.");
  static final Key<Fields> DEAD_LETTER =
      Key.optional(
          "deadLetter", DeadLetterFormat.SECTION, "Where a message goes that is given up.");
  static final Key<Fields> REDRIVE =
      Key.optional("redrive", RedriveFormat.SECTION, "How dead letters come back.");
  static final Key<Fields> IDEMPOTENCY =
      Key.optional(
          "idempotency", IdempotencyFormat.SECTION, "How it is known that a message was handled.");

  static final Section SECTION =
      Section.of(
          SOURCE,
          PUBLISHES,
          ID,
          BUDGET,
          TIMEOUT,
          BATCH,
          CONCURRENCY,
          GUARANTEE,
          ORDERING,
          RETRY,
          DEAD_LETTER,
          REDRIVE,
          IDEMPOTENCY);

  private HandlerFormat() {}

  static Duration timeout(Fields in) {
    return in.find(TIMEOUT).orElseGet(() -> in.get(BUDGET).plus(Topology.SETTLING_MARGIN));
  }

  /** The handler that reads {@code queue} and gives up to {@code deadLetterQueue}. */
  static Handler handler(
      String name, Fields in, Source source, Queue queue, Queue deadLetterQueue) {
    Guarantee guarantee = in.get(GUARANTEE);
    Redrive redrive = RedriveFormat.redrive(in.section(REDRIVE), queue.name());
    return new Handler(
        name,
        source,
        in.find(PUBLISHES).orElse(List.of()),
        IdFormat.id(in.section(ID)),
        in.get(BUDGET),
        timeout(in),
        BatchFormat.batch(in.section(BATCH)),
        in.get(CONCURRENCY),
        guarantee,
        in.find(ORDERING).orElse(queue.ordered() ? Ordering.BY_KEY : Ordering.NONE),
        RetryFormat.retry(in.section(RETRY), guarantee, queue.retention()),
        deadLetterQueue.name(),
        redrive,
        IdempotencyFormat.idempotency(
            in.section(IDEMPOTENCY),
            guarantee,
            copiesComeBackFor(queue, deadLetterQueue, redrive)));
  }

  private static Duration copiesComeBackFor(Queue queue, Queue deadLetterQueue, Redrive redrive) {
    return queue.retention().plus(deadLetterQueue.retention().multipliedBy(redrive.rounds()));
  }
}
