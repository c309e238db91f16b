package dev.ferry.cli.run;

import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.google.PubSubProvider;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.spi.MessagingProvider;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What sends a text to a queue of each cloud, found by the variables that a shell has. */
final class Senders {
  private Senders() {}

  static void sqs(Map<String, String> exported, String queue, String text) {
    try (SqsClient queues =
        SqsClient.builder()
            .endpointOverride(URI.create(of(exported, "AWS_ENDPOINT_URL_SQS")))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      String url = queues.getQueueUrl(request -> request.queueName(queue)).queueUrl();
      queues.sendMessage(request -> request.queueUrl(url).messageBody(text));
    }
  }

  static void pubSub(Map<String, String> exported, String queue, String text) {
    String project = of(exported, "GOOGLE_CLOUD_PROJECT");
    publish(
        PubSubProvider.emulator(of(exported, "PUBSUB_EMULATOR_HOST"), project),
        "pubsub:" + project + "/" + queue,
        text);
  }

  static void serviceBus(Map<String, String> exported, String queue, String text) {
    publish(
        ServiceBusProvider.of(of(exported, "FERRY_SERVICEBUS")), "servicebus:local/" + queue, text);
  }

  private static void publish(MessagingProvider provider, String address, String text) {
    try (Messaging messaging = Messaging.builder().provider(provider).build();
        Publisher publisher = messaging.publisher(address)) {
      publisher.publish(Message.of(Body.of(text)));
    }
  }

  private static String of(Map<String, String> exported, String name) {
    return Objects.requireNonNull(exported.get(name), name);
  }
}
