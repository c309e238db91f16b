package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.PublishReceipt;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Collects submitted messages into batches by count, bytes and time, within a bounded buffer.
 *
 * <p>A message of an ordering key is ready when it has the key's turn. When one fails, those
 * submitted behind it in its key's line fail too: the caller decides what comes first.
 *
 * <p>One lock guards everything here, and is held before the one of {@link KeyTurns}, never after
 * it. Neither is held while a batch is sent or a submitter is told.
 */
final class Batcher {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PublisherOptions options;
  private final Timeline timeline;
  private final Executor executor;
  private final Function<List<OutboundMessage>, List<Fate>> send;
  private final ToLongFunction<OutboundMessage> size;
  private final @Nullable KeyTurns turns;
  private final SubmitBuffer buffer;
  private final ReadyQueue ready;

  private long nextNumber;
  private long dueBefore;
  private int sending;
  private boolean closed;
  private boolean abandoned;
  private Timeline.@Nullable Alarm linger;

  Batcher(
      PublisherOptions options,
      Timeline timeline,
      Executor executor,
      Function<List<OutboundMessage>, List<Fate>> send,
      ToLongFunction<OutboundMessage> size,
      @Nullable KeyTurns turns) {
    this.options = options;
    this.timeline = timeline;
    this.executor = executor;
    this.send = send;
    this.size = size;
    this.turns = turns;
    this.buffer = new SubmitBuffer(options.bufferMessages(), options.bufferBytes());
    this.ready = new ReadyQueue(options.batchMessages(), options.batchBytes());
  }

  CompletionStage<PublishReceipt> submit(OutboundMessage message) {
    long bytes = size.applyAsLong(message);
    lock.lock();
    try {
      awaitRoom(bytes);
      Instant now = timeline.now();
      Pending pending =
          new Pending(message, bytes, nextNumber++, now.plus(options.linger()), this::granted);
      buffer.add(pending);
      String key = message.orderingKey();
      if (turns == null || key == null || turns.enter(key, pending)) {
        ready.add(pending);
      }
      pump(now);
      return pending.stage();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(long bytes) {
    if (!closed && buffer.fits(bytes)) {
      return;
    }
    try {
      boolean room =
          timeline.await(lock, changed, options.maxBlock(), () -> closed || buffer.fits(bytes));
      if (closed) {
        throw MessagingException.cancelled("submit: the publisher is closed");
      }
      if (!room) {
        throw new MessagingException(
            ErrorCode.RESOURCE_EXHAUSTED,
            true,
            "submit: the buffer was full for "
                + options.maxBlock()
                + "; slow down, or enlarge bufferMessages and bufferBytes");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("submit: interrupted while it waited for room");
    }
  }

  private void granted(Pending pending) {
    lock.lock();
    try {
      ready.add(pending);
      pump(timeline.now());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts sends while there is a full batch, or a due one, and a sender to spare; with one to
   * spare, sets the alarm for what stays. Whoever takes the last sender gives it back here.
   */
  private void pump(Instant now) {
    while (senderToSpare() && (ready.full() || due(now))) {
      List<Pending> batch = ready.cut();
      batch.forEach(Pending::stopWaiting);
      sending++;
      executor.execute(() -> sendAndTell(batch));
    }
    Pending first = ready.first();
    if (linger == null && first != null && senderToSpare()) {
      long end = first.number() + 1;
      linger = timeline.after(untilDue(first), () -> lingered(end));
    }
  }

  private boolean senderToSpare() {
    return !abandoned && sending < options.parallelSends();
  }

  private boolean due(Instant now) {
    Pending first = ready.first();
    return first != null && (first.number() < dueBefore || !now.isBefore(first.due()));
  }

  /** Never longer than the linger time, even where the clock was set back. */
  private Duration untilDue(Pending first) {
    Duration left = Duration.between(timeline.now(), first.due());
    return left.compareTo(options.linger()) > 0 ? options.linger() : left;
  }

  private void lingered(long end) {
    lock.lock();
    try {
      linger = null;
      dueBefore = Math.max(dueBefore, end);
      pump(timeline.now());
    } finally {
      lock.unlock();
    }
  }

  private void sendAndTell(List<Pending> batch) {
    List<Fate> fates;
    try {
      fates = send.apply(batch.stream().map(Pending::message).toList());
    } catch (Error ofTheProcess) {
      answered(batch, batch.stream().map(pending -> unanswered(pending, ofTheProcess)).toList());
      throw ofTheProcess;
    }
    answered(batch, fates);
  }

  private static Fate unanswered(Pending pending, Error ofTheProcess) {
    String id = pending.message().messageId();
    return Fate.failed(
        id,
        new MessagingException(
            ErrorCode.UNKNOWN,
            true,
            "publish message '" + id + "': the process failed; it may be stored or not",
            ofTheProcess));
  }

  private void answered(List<Pending> batch, List<Fate> fates) {
    Map<Pending, Fate> answers = new LinkedHashMap<>();
    lock.lock();
    try {
      sending--;
      for (int i = 0; i < batch.size(); i++) {
        settle(batch.get(i), fates.get(i), answers);
      }
      freeRoom(answers);
      pump(timeline.now());
    } finally {
      lock.unlock();
    }
    tell(answers);
  }

  private void settle(Pending pending, Fate fate, Map<Pending, Fate> answers) {
    answers.put(pending, fate);
    String key = pending.message().orderingKey();
    if (turns == null || key == null) {
      return;
    }
    if (!fate.sent()) {
      for (Pending behind : turns.withdraw(key, Pending.class)) {
        String id = behind.message().messageId();
        behind.stopWaiting();
        answers.put(behind, Fate.failed(id, KeyTurns.earlierFailed(id)));
      }
    }
    turns.leave(key, pending);
  }

  private void freeRoom(Map<Pending, Fate> answers) {
    answers.keySet().forEach(buffer::freeRoom);
    changed.signalAll();
  }

  private void tell(Map<Pending, Fate> answers) {
    answers.forEach(Pending::answer);
    lock.lock();
    try {
      buffer.answered(answers.keySet());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends what waits and blocks until everything submitted so far has its fate. */
  void flush(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long end = nextNumber;
      dueBefore = end;
      pump(timeline.now());
      if (!timeline.await(lock, changed, limit, () -> buffer.answeredBefore(end))) {
        throw new MessagingException(
            ErrorCode.DEADLINE_EXCEEDED,
            true,
            "flush: "
                + buffer.unanswered().size()
                + " messages are without an answer after "
                + limit);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what was submitted is still sent. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends nothing more: what is not under way fails with CANCELLED. */
  void abandon() {
    Map<Pending, Fate> answers = new LinkedHashMap<>();
    lock.lock();
    try {
      abandoned = true;
      if (linger != null) {
        linger.cancel();
      }
      for (Pending pending : buffer.unanswered()) {
        if (pending.waiting()) {
          pending.stopWaiting();
          answers.put(pending, neverSent(pending.message().messageId()));
          leave(pending);
        }
      }
      ready.clear();
      freeRoom(answers);
    } finally {
      lock.unlock();
    }
    tell(answers);
  }

  private void leave(Pending pending) {
    String key = pending.message().orderingKey();
    if (turns != null && key != null) {
      turns.leave(key, pending);
    }
  }

  private static Fate neverSent(String id) {
    return Fate.failed(
        id,
        MessagingException.cancelled(
            "publish message '" + id + "': the publisher was closed before it was sent"));
  }
}
