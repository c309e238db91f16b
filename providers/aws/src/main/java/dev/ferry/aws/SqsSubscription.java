package dev.ferry.aws;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receives from one queue. */
final class SqsSubscription implements SubscriptionDriver {
  private static final System.Logger LOG = System.getLogger(SqsSubscription.class.getName());

  private final SqsQueue queue;
  private final SqsReader reader;
  private final int leaseSeconds;
  private final Timeline timeline;
  private final LongPolls polls;
  private final SqsSettling settling;
  private volatile boolean closed;

  SqsSubscription(SqsQueue queue, SqsReader reader, Duration lease, Timeline timeline) {
    this.queue = queue;
    this.reader = reader;
    this.leaseSeconds = Math.toIntExact(lease.toSeconds());
    this.timeline = timeline;
    this.polls = new LongPolls(this::giveBack);
    this.settling = new SqsSettling(queue, timeline);
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits in requests of up to 20 seconds; a part of a second counts as one. Without a wait, a
   * standard queue is asked on some of its servers only and may say that it is empty when it is
   * not.
   */
  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    requireOpen("receive from");
    Instant end = timeline.now().plus(wait);
    Duration left = wait;
    while (true) {
      List<SqsRecord> records = ask(Math.min(max, SqsCalls.BATCH), left);
      if (!records.isEmpty()) {
        return read(records);
      }
      left = Duration.between(timeline.now(), end);
      if (closed || left.isNegative() || left.isZero()) {
        return List.of();
      }
    }
  }

  private List<SqsRecord> ask(int max, Duration wait) {
    long seconds = wait.plusNanos(999_999_999).toSeconds();
    SqsReceive request =
        new SqsReceive(
            queue.url(),
            max,
            (int) Math.min(seconds, SqsLimits.LONGEST_POLL_SECONDS),
            leaseSeconds,
            queue.fifo() ? UUID.randomUUID().toString() : null);
    return request.waitSeconds() == 0
        ? queue.calls().receive(request)
        : polls.await(() -> queue.calls().receive(request));
  }

  private List<InboundMessage> read(List<SqsRecord> records) {
    Instant now = timeline.now();
    Instant deadline = now.plusSeconds(leaseSeconds);
    List<InboundMessage> messages = new ArrayList<>(records.size());
    for (SqsRecord one : records) {
      messages.add(reader.read(one, new SqsReceipt(one.receiptHandle(), now, deadline), deadline));
    }
    return messages;
  }

  /** The last first, so that a group's next receive finds its first. */
  private void giveBack(List<SqsRecord> records) {
    List<SqsVisibility> back = new ArrayList<>(records.size());
    for (int last = records.size() - 1; last >= 0; last--) {
      back.add(new SqsVisibility(records.get(last).receiptHandle(), 0));
    }
    try {
      queue.calls().changeVisibility(queue.url(), back);
    } catch (MessagingException leasesRunOut) {
      LOG.log(System.Logger.Level.DEBUG, "give back what came too late", leasesRunOut);
    }
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    requireOpen("settle in");
    return settling.settle(settlements);
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    throw MessagingException.unsupported(
        "peek at '" + queue.name() + "': SQS cannot; receive and release instead");
  }

  @Override
  public void seek(ReplayPoint point) {
    throw MessagingException.unsupported(
        "seek in '" + queue.name() + "': SQS keeps nothing that was acked");
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return queue.unwrap(type);
  }

  @Override
  public void close() {
    closed = true;
    polls.close();
  }

  private void requireOpen(String operation) {
    if (closed) {
      throw MessagingException.cancelled(operation + " '" + queue.name() + "': closed");
    }
  }
}
