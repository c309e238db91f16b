package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what passes. */
final class CountingCalls implements SqsCalls {
  private final SqsCalls calls;
  private final AtomicInteger receives = new AtomicInteger();

  CountingCalls(SqsCalls calls) {
    this.calls = calls;
  }

  int receives() {
    return receives.get();
  }

  @Override
  public List<SendResult> send(String queueUrl, List<SqsEntry> entries) {
    return calls.send(queueUrl, entries);
  }

  @Override
  public List<SqsRecord> receive(SqsReceive request) {
    receives.incrementAndGet();
    return calls.receive(request);
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
