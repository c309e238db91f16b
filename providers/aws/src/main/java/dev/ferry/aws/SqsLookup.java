package dev.ferry.aws;

import dev.ferry.aws.direct.Place;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What is asked once, when a queue is opened. */
final class SqsLookup {
  private SqsLookup() {}

  /** The queue's URL: one call for a name, none for an ARN. */
  static String url(SqsClient client, SqsAddress address) {
    QueueArn arn = address.arn();
    try {
      return arn == null ? lookedUp(client, address) : url(arn, place(client));
    } catch (SdkException failed) {
      throw AwsErrors.of("open '" + SqsAddress.SCHEME + ":" + address.queue() + "'", failed);
    }
  }

  private static String lookedUp(SqsClient client, SqsAddress address) {
    return client
        .getQueueUrl(
            ask -> ask.queueName(address.queue()).queueOwnerAWSAccountId(address.account()))
        .queueUrl();
  }

  /** The URL of a queue that has to be there. */
  static String url(QueueArn arn, Place sqs) {
    if (!sqs.region().equals(arn.region())) {
      throw MessagingException.invalid(
          "open '%s': it is in %s, the client in %s; give a provider a client of that region"
              .formatted(arn, arn.region(), sqs.region()));
    }
    return arn.url(sqs.server().toString());
  }

  /** Where the client sends its requests. */
  private static Place place(SqsClient client) {
    Region region = client.serviceClientConfiguration().region();
    return new Place(
        region.id(),
        client
            .serviceClientConfiguration()
            .endpointOverride()
            .orElseGet(() -> SqsConnection.server(region.id())));
  }

  /** How long leases of the queue last, in one call. */
  static Duration lease(SqsQueue queue) {
    try {
      Map<QueueAttributeName, String> said =
          queue
              .client()
              .getQueueAttributes(
                  ask ->
                      ask.queueUrl(queue.url())
                          .attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
              .attributes();
      String seconds = said.get(QueueAttributeName.VISIBILITY_TIMEOUT);
      return Duration.ofSeconds(seconds == null ? 30 : Long.parseLong(seconds));
    } catch (SdkException failed) {
      throw AwsErrors.of(
          "ask for the visibility timeout of '" + queue.name() + "' (or name it: ?visibility=30s)",
          failed);
    }
  }
}
