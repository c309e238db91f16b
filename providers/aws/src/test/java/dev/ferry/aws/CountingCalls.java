package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what passes, and for how long nobody listens. */
final class CountingCalls implements SqsCalls {
  private final SqsCalls calls;
  private final AtomicInteger receives = new AtomicInteger();
  private final Object lock = new Object();
  private int underWay;
  private long deafSince = System.nanoTime();
  private long deafNanos;

  CountingCalls(SqsCalls calls) {
    this.calls = calls;
  }

  int receives() {
    return receives.get();
  }

  /** The time without any receive under way, until now. */
  Duration deaf() {
    synchronized (lock) {
      long still = underWay == 0 ? System.nanoTime() - deafSince : 0;
      return Duration.ofNanos(deafNanos + still);
    }
  }

  @Override
  public List<SendResult> send(String queueUrl, List<SqsEntry> entries) {
    return calls.send(queueUrl, entries);
  }

  @Override
  public List<SqsRecord> receive(SqsReceive request) {
    receives.incrementAndGet();
    begin();
    try {
      return calls.receive(request);
    } finally {
      end();
    }
  }

  private void begin() {
    synchronized (lock) {
      if (underWay++ == 0) {
        deafNanos += System.nanoTime() - deafSince;
      }
    }
  }

  private void end() {
    synchronized (lock) {
      if (--underWay == 0) {
        deafSince = System.nanoTime();
      }
    }
  }

  @Override
  public List<@Nullable MessagingException> delete(String queueUrl, List<String> receiptHandles) {
    return calls.delete(queueUrl, receiptHandles);
  }

  @Override
  public List<@Nullable MessagingException> changeVisibility(
      String queueUrl, List<SqsVisibility> changes) {
    return calls.changeVisibility(queueUrl, changes);
  }

  @Override
  public void close() {
    calls.close();
  }
}
