package dev.ferry.aws;

import dev.ferry.aws.direct.DirectRequests;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The four calls that every message costs, apart from the SDK: they are an SDK client's, or go past
 * it, or are whoever's who has a better transport for exactly these; everything else stays as it
 * is.
 *
 * <p>Each method is one request of SQS and blocks until it is answered. Safe for use by any number
 * of threads. Retrying is the implementation's affair; what it throws is a {@link
 * MessagingException} with the vendor's exception as its cause.
 */
public interface SqsCalls extends AutoCloseable {
  /** The most entries of one request. */
  int BATCH = 10;

  /** The calls of an SDK client, which stays open when they are closed. */
  static SqsCalls of(SqsClient client) {
    return new SdkSqsCalls(client);
  }

  /**
   * Calls past an SDK client, which answers where it has not yet shown the way, and where something
   * goes wrong. It stays open when they are closed. Its interceptors do not see what goes past it.
   *
   * <pre>{@code
   * DirectRoute route = new DirectRoute();
   * SqsClient client = SqsClient.builder().httpClient(http)
   *     .overrideConfiguration(settings -> settings.addExecutionInterceptor(route)).build();
   * SqsCalls calls = SqsCalls.direct(
   *     new DirectRequests(route, http, client.serviceClientConfiguration()), client);
   * }</pre>
   */
  static SqsCalls direct(DirectRequests requests, SqsClient client) {
    SqsCalls byClient = of(client);
    return new DirectSqsCalls(requests, () -> byClient);
  }

  /**
   * {@code SendMessageBatch}.
   *
   * @param entries 1 to {@value #BATCH}
   * @return each entry's fate, in order
   * @throws MessagingException when nothing is known of any, or all failed
   */
  List<SendResult> send(String queueUrl, List<SqsEntry> entries);

  /**
   * {@code ReceiveMessage}: asks for every attribute of the messages and for those of the broker
   * that {@link SqsReader} reads. An empty list is no error.
   *
   * @throws MessagingException when the queue could not be asked
   */
  List<SqsRecord> receive(SqsReceive request);

  /**
   * {@code DeleteMessageBatch}.
   *
   * @param receiptHandles 1 to {@value #BATCH}
   * @return for each, in order, null when the message is gone, or why it is not
   * @throws MessagingException when nothing is known of any
   */
  List<@Nullable MessagingException> delete(String queueUrl, List<String> receiptHandles);

  /**
   * {@code ChangeMessageVisibilityBatch}.
   *
   * @param changes 1 to {@value #BATCH}
   * @return for each, in order, null when it took effect, or why it did not: a lease that is over
   *     gives FAILED_PRECONDITION
   * @throws MessagingException when nothing is known of any
   */
  List<@Nullable MessagingException> changeVisibility(String queueUrl, List<SqsVisibility> changes);

  /** Gives up what it opened itself; idempotent. */
  @Override
  void close();
}
