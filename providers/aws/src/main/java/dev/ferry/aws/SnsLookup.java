package dev.ferry.aws;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Topic;

/** What is asked once, when a topic is opened. */
final class SnsLookup {
  private SnsLookup() {}

  /**
   * The topic's ARN: for a name, one call for every hundred topics of the account; none for an ARN.
   */
  static String arn(SnsClient client, SnsAddress address) {
    String arn = address.arn();
    return arn == null ? listed(client, address.topic()) : arn;
  }

  private static String listed(SnsClient client, String name) {
    String operation = "open '" + SnsAddress.SCHEME + ":" + name + "'";
    try {
      return client.listTopicsPaginator().topics().stream()
          .map(Topic::topicArn)
          .filter(arn -> arn.endsWith(":" + name))
          .findFirst()
          .orElseThrow(
              () ->
                  new MessagingException(
                      ErrorCode.NOT_FOUND,
                      false,
                      operation
                          + ": no such topic; create it, check region and endpoint, or write its"
                          + " ARN"));
    } catch (SdkException failed) {
      throw AwsErrors.of(operation, failed);
    }
  }
}
