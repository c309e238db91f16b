package dev.ferry.messaging.internal;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.PublishReceipt;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.SendResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
 * <p>A message whose key has an unconfirmed one before it waits in its key's line. When a message
 * fails, those of its key that wait behind it fail too: the caller decides what comes first.
 */
final class Batcher {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Pending> ready = new ArrayDeque<>();
  private final Map<String, Deque<Pending>> lines = new HashMap<>();
  private final PublisherOptions options;
  private final Timeline timeline;
  private final Executor executor;
  private final Function<List<OutboundMessage>, List<SendResult>> send;
  private final ToLongFunction<OutboundMessage> size;
  private final @Nullable KeyTurns turns;

  private long readyBytes;
  private int bufferedMessages;
  private long bufferedBytes;
  private int sending;
  private boolean due;
  private boolean closed;
  private Timeline.@Nullable Alarm linger;

  Batcher(
      PublisherOptions options,
      Timeline timeline,
      Executor executor,
      Function<List<OutboundMessage>, List<SendResult>> send,
      ToLongFunction<OutboundMessage> size,
      @Nullable KeyTurns turns) {
    this.options = options;
    this.timeline = timeline;
    this.executor = executor;
    this.send = send;
    this.size = size;
    this.turns = turns;
  }

  CompletionStage<PublishReceipt> submit(OutboundMessage message) {
    Pending pending = new Pending(message, size.applyAsLong(message));
    lock.lock();
    try {
      awaitRoom(pending);
      bufferedMessages++;
      bufferedBytes += pending.bytes;
      String key = key(message);
      if (key == null) {
        makeReady(pending);
      } else {
        lines.computeIfAbsent(key, unused -> new ArrayDeque<>()).add(pending);
        admit(key);
      }
      if (linger == null && !ready.isEmpty()) {
        linger = timeline.after(options.linger(), this::lingered);
      }
      pump();
    } finally {
      lock.unlock();
    }
    return pending.result.minimalCompletionStage();
  }

  private void awaitRoom(Pending pending) {
    try {
      boolean room =
          timeline.await(lock, changed, options.maxBlock(), () -> closed || fits(pending));
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

  private boolean fits(Pending pending) {
    return bufferedMessages == 0
        || (bufferedMessages < options.bufferMessages()
            && bufferedBytes + pending.bytes <= options.bufferBytes());
  }

  private @Nullable String key(OutboundMessage message) {
    return turns == null ? null : message.orderingKey();
  }

  private void makeReady(Pending pending) {
    ready.add(pending);
    readyBytes += pending.bytes;
  }

  /** Moves the first of a key's line on if it is the key's turn. */
  private void admit(String key) {
    Deque<Pending> line = lines.get(key);
    if (line == null || turns == null || !turns.tryTake(key)) {
      return;
    }
    makeReady(line.remove());
    if (line.isEmpty()) {
      lines.remove(key);
    }
  }

  private void lingered() {
    lock.lock();
    try {
      linger = null;
      due = true;
      pump();
    } finally {
      lock.unlock();
    }
  }

  /** Called when somebody else gave a key's turn back. */
  void keyFreed(String key) {
    lock.lock();
    try {
      admit(key);
      if (linger == null && !ready.isEmpty()) {
        linger = timeline.after(options.linger(), this::lingered);
      }
      pump();
    } finally {
      lock.unlock();
    }
  }

  /** Starts sends while there is a full batch, or a due one, and a sender to spare. */
  private void pump() {
    while (sending < options.parallelSends() && !ready.isEmpty() && (due || full())) {
      List<Pending> batch = cut();
      sending++;
      executor.execute(() -> sendAndTell(batch));
    }
    if (ready.isEmpty()) {
      due = !lines.isEmpty() && due;
    }
  }

  private boolean full() {
    return ready.size() >= options.batchMessages() || readyBytes >= options.batchBytes();
  }

  private List<Pending> cut() {
    List<Pending> batch = new ArrayList<>();
    long bytes = 0;
    while (!ready.isEmpty() && batch.size() < options.batchMessages()) {
      Pending next = ready.element();
      if (!batch.isEmpty() && bytes + next.bytes > options.batchBytes()) {
        break;
      }
      batch.add(ready.remove());
      bytes += next.bytes;
      readyBytes -= next.bytes;
    }
    return batch;
  }

  private void sendAndTell(List<Pending> batch) {
    List<SendResult> results = send.apply(batch.stream().map(pending -> pending.message).toList());
    List<News> news = new ArrayList<>();
    lock.lock();
    try {
      sending--;
      for (int i = 0; i < batch.size(); i++) {
        settle(batch.get(i), results.get(i), news);
      }
      pump();
    } finally {
      lock.unlock();
    }
    news.forEach(item -> item.tell.run());
    lock.lock();
    try {
      news.forEach(item -> forget(item.of));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void settle(Pending pending, SendResult result, List<News> news) {
    String key = key(pending.message);
    if (result instanceof SendResult.Refused refused) {
      news.add(new News(pending, () -> pending.result.completeExceptionally(refused.reason())));
      failLine(key, news);
    } else if (result instanceof SendResult.Sent sent) {
      PublishReceipt receipt = new PublishReceipt(pending.message.messageId(), sent.brokerId());
      news.add(new News(pending, () -> pending.result.complete(receipt)));
    }
    if (key != null && turns != null) {
      turns.give(key);
      admit(key);
    }
  }

  private void failLine(@Nullable String key, List<News> news) {
    Deque<Pending> line = key == null ? null : lines.remove(key);
    if (line == null) {
      return;
    }
    for (Pending behind : line) {
      MessagingException why = KeyTurns.earlierFailed(behind.message.messageId());
      news.add(new News(behind, () -> behind.result.completeExceptionally(why)));
    }
  }

  private void forget(Pending pending) {
    bufferedMessages--;
    bufferedBytes -= pending.bytes;
  }

  /** Sends what waits and blocks until everything submitted has its fate. */
  void flush(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      due = true;
      pump();
      boolean empty =
          timeline.await(
              lock,
              changed,
              limit,
              () -> {
                due = true;
                pump();
                return bufferedMessages == 0;
              });
      if (!empty) {
        throw new MessagingException(
            ErrorCode.DEADLINE_EXCEEDED,
            true,
            "flush: " + bufferedMessages + " messages are without an answer after " + limit);
      }
      due = false;
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

  private record News(Pending of, Runnable tell) {}

  private static final class Pending {
    private final OutboundMessage message;
    private final long bytes;
    private final CompletableFuture<PublishReceipt> result = new CompletableFuture<>();

    private Pending(OutboundMessage message, long bytes) {
      this.message = message;
      this.bytes = bytes;
    }
  }
}
