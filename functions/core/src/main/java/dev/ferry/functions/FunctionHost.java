package dev.ferry.functions;

import dev.ferry.functions.HostAdapter.Decided;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.Processor;
import dev.ferry.processing.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One handler on a function host: native event in, native answer out. Safe for use by several
 * threads at once, as hosts that serve many invocations in one process need.
 *
 * @param <E> the native event
 * @param <R> the native answer
 */
public final class FunctionHost<E, R> {
  /**
   * How long before the host's limit no handler may run any more: to stop one, to write down what
   * became of the messages, and to settle them. A topology leaves twice as much between budget and
   * timeout, so that all of a batch may begin.
   */
  public static final Duration SETTLING_MARGIN = Duration.ofSeconds(5);

  private final HostAdapter<E, R> adapter;
  private final Processor processor;
  private final Duration settlingMargin;
  private final boolean endsWithHandler;

  /**
   * A host; makes the handler.
   *
   * @param source what the handler's source can do
   * @param settlingMargin how long before the host's limit nothing may run any more, so that there
   *     is time to settle
   * @param endProcess is run when a handler ignores its interrupt: an answer must not be given
   *     while it runs, since a frozen environment would finish it later. Null where such a handler
   *     is left behind; else the invocation's own thread runs handlers too
   * @throws dev.ferry.messaging.MessagingException as {@link Processor#of}
   */
  public <T> FunctionHost(
      HostAdapter<E, R> adapter,
      HandlerBinding<T> binding,
      HandlerSettings settings,
      Capabilities source,
      Services services,
      Duration settlingMargin,
      @Nullable Runnable endProcess) {
    this.adapter = adapter;
    this.settlingMargin = settlingMargin;
    this.endsWithHandler = endProcess != null;
    this.processor =
        Processor.of(
            binding,
            settings,
            source,
            endProcess == null
                ? services
                : services.toBuilder()
                    .listener(services.listener().and(event -> watch(event, endProcess)))
                    .build());
  }

  private static void watch(ProcessingEvent event, Runnable endProcess) {
    if (event.kind() == ProcessingEvent.Kind.ABANDONED) {
      endProcess.run();
    }
  }

  /**
   * Handles one event; blocks until every delivery of it is decided.
   *
   * @param limit when the host ends the invocation
   * @throws InterruptedException when the thread is interrupted: the host sees a failed invocation
   */
  public R handle(E event, Instant limit) throws InterruptedException {
    List<Delivery> deliveries = adapter.read(event);
    Instant deadline = limit.minus(settlingMargin);
    List<Disposition> dispositions =
        endsWithHandler
            ? processor.processHere(deliveries, deadline)
            : processor.process(deliveries, deadline);
    List<Decided> decided = new ArrayList<>();
    for (int i = 0; i < deliveries.size(); i++) {
      decided.add(new Decided(deliveries.get(i), dispositions.get(i)));
    }
    return adapter.answer(event, decided);
  }
}
