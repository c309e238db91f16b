package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.PublishReceipt;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives one batch to the driver and tells the listener. Never throws: whatever a driver does, every
 * message has its fate.
 */
final class Sender {
  private final String channel;
  private final PublisherDriver driver;
  private final Outbound outbound;
  private final MessagingListener listener;
  private final Timeline timeline;

  Sender(
      String channel,
      PublisherDriver driver,
      Outbound outbound,
      MessagingListener listener,
      Timeline timeline) {
    this.channel = channel;
    this.driver = driver;
    this.outbound = outbound;
    this.listener = QuietListener.of(listener);
    this.timeline = timeline;
  }

  /**
   * The fate of each message of the batch, in order. Blocks for one service call. A thread that is
   * interrupted sends nothing: what it hands over, nobody waits for. An error of the process's own
   * goes up: nobody may take it for an answer.
   */
  List<Fate> send(List<OutboundMessage> batch) {
    Instant began = timeline.now();
    List<Fate> fates =
        Thread.currentThread().isInterrupted()
            ? failed(
                batch, MessagingException.cancelled("publish to '" + channel + "': interrupted"))
            : fates(batch, () -> driver.send(batch));
    telling(batch, fates, Duration.between(began, timeline.now())).run();
    return fates;
  }

  /**
   * What became of a batch.
   *
   * @param telling tells the listener, who may take the time that threads of an SDK have not
   */
  record Answered(List<Fate> fates, Runnable telling) {}

  /**
   * As {@link #send}, and returns before there is an answer, of which it leaves to tell.
   *
   * @param executor runs what the driver cannot begin without a thread that waits
   * @return completes on any thread; exceptionally with an error of the process's own, and nothing
   *     else
   * @throws RejectedExecutionException when the executor takes nothing more
   */
  CompletableFuture<Answered> begin(List<OutboundMessage> batch, Executor executor) {
    Instant began = timeline.now();
    return begun(batch, executor)
        .handle(
            (results, failure) -> {
              List<Fate> fates =
                  failure == null ? fates(batch, () -> results) : failed(batch, failure);
              Duration elapsed = Duration.between(began, timeline.now());
              return new Answered(fates, telling(batch, fates, elapsed));
            })
        .toCompletableFuture();
  }

  private CompletionStage<List<SendResult>> begun(List<OutboundMessage> batch, Executor executor) {
    try {
      return Objects.requireNonNull(driver.begin(batch, executor), "what the driver began");
    } catch (RejectedExecutionException closed) {
      throw closed;
    } catch (RuntimeException | LinkageError failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private List<Fate> fates(List<OutboundMessage> batch, Supplier<List<SendResult>> asked) {
    try {
      List<SendResult> results = List.copyOf(asked.get());
      return results.size() == batch.size()
          ? fates(batch, results)
          : failed(
              batch,
              unknown(
                  "%d results for %d messages; report it to the provider's author"
                      .formatted(results.size(), batch.size()),
                  null));
    } catch (RuntimeException | LinkageError failed) {
      return failed(batch, failed);
    }
  }

  private List<Fate> failed(List<OutboundMessage> batch, Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return failed(batch, cause);
    }
    if (failure instanceof Error ofTheProcess && !(failure instanceof LinkageError)) {
      throw ofTheProcess;
    }
    return failed(
        batch,
        failure instanceof MessagingException all
            ? all
            : unknown("the provider failed; see the cause", failure));
  }

  private MessagingException unknown(String why, @Nullable Throwable cause) {
    return new MessagingException(
        ErrorCode.UNKNOWN, true, "publish to '" + channel + "': " + why, cause);
  }

  private static List<Fate> failed(List<OutboundMessage> batch, MessagingException why) {
    return batch.stream().map(message -> Fate.failed(message.messageId(), why)).toList();
  }

  private static List<Fate> fates(List<OutboundMessage> batch, List<SendResult> results) {
    List<Fate> fates = new ArrayList<>(batch.size());
    for (int i = 0; i < results.size(); i++) {
      fates.add(fate(batch.get(i).messageId(), results.get(i)));
    }
    return fates;
  }

  private static Fate fate(String messageId, SendResult result) {
    if (result instanceof SendResult.Sent sent) {
      return Fate.stored(new PublishReceipt(messageId, sent.brokerId()));
    }
    return Fate.failed(messageId, ((SendResult.Refused) result).reason());
  }

  /** Keeps nothing of the batch. */
  private Runnable telling(List<OutboundMessage> batch, List<Fate> fates, Duration elapsed) {
    if (listener == MessagingListener.noop()) {
      return () -> {};
    }
    int stored = 0;
    long bytes = 0;
    Map<ErrorCode, Integer> failures = new EnumMap<>(ErrorCode.class);
    for (int i = 0; i < fates.size(); i++) {
      MessagingException failure = fates.get(i).failure();
      if (failure == null) {
        stored++;
        bytes += outbound.sizeBytes(batch.get(i));
      } else {
        failures.merge(failure.code(), 1, Integer::sum);
      }
    }
    int sent = stored;
    long size = bytes;
    return () -> {
      if (sent > 0) {
        listener.published(channel, sent, size, elapsed);
      }
      failures.forEach((code, messages) -> listener.publishFailed(channel, messages, code));
    };
  }
}
