package dev.ferry.functions.aws;

import dev.ferry.aws.SqsCalls;
import dev.ferry.aws.SqsEntry;
import dev.ferry.aws.SqsReceive;
import dev.ferry.aws.SqsRecord;
import dev.ferry.aws.SqsVisibility;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The SDK's calls, and what was asked of visibilities. */
final class Calls implements SqsCalls {
  final List<List<SqsVisibility>> changes = new CopyOnWriteArrayList<>();
  private final SqsCalls sdk;

  Calls(SqsCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public List<@Nullable MessagingException> changeVisibility(
      String queueUrl, List<SqsVisibility> asked) {
    changes.add(asked);
    return sdk.changeVisibility(queueUrl, asked);
  }

  @Override
  public List<SendResult> send(String queueUrl, List<SqsEntry> entries) {
    return sdk.send(queueUrl, entries);
  }

  @Override
  public List<SqsRecord> receive(SqsReceive request) {
    return sdk.receive(request);
  }

  @Override
  public List<@Nullable MessagingException> delete(String queueUrl, List<String> receiptHandles) {
    return sdk.delete(queueUrl, receiptHandles);
  }

  @Override
  public void close() {}
}
