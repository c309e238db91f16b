package dev.ferry.host.aws;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queues of ElasticMQ in this JVM, and a client for them. */
final class LocalQueues implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  private final SQSRestServer server =
      SQSRestServerBuilder.withInterface("127.0.0.1")
          .withDynamicPort()
          .withAWSRegion(REGION)
          .withAWSAccountId(ACCOUNT)
          .start();
  final SqsClient sqs =
      SqsClient.builder()
          .endpointOverride(
              URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort()))
          .region(Region.of(REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  /** A queue whose leases last this long; gives its URL. */
  String queue(String name, int visibilitySeconds) {
    var attributes = new HashMap<QueueAttributeName, String>();
    attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(visibilitySeconds));
    if (name.endsWith(".fifo")) {
      attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
      attributes.put(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true");
    }
    return sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
  }

  static String arn(String name) {
    return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + name;
  }

  void send(String url, String... bodies) {
    for (String body : bodies) {
      sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }
  }

  void sendTo(String group, String url, String... bodies) {
    for (String body : bodies) {
      sqs.sendMessage(request -> request.queueUrl(url).messageBody(body).messageGroupId(group));
    }
  }

  /** How many messages the queue holds, leased ones too. */
  int depth(String url) {
    Map<QueueAttributeName, String> counts =
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
        .stream()
        .mapToInt(name -> Integer.parseInt(counts.get(name)))
        .sum();
  }

  /** The bodies that can be received now. */
  List<String> bodies(String url) {
    List<String> bodies = new ArrayList<>();
    sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
        .messages()
        .forEach(message -> bodies.add(message.body()));
    return bodies;
  }

  @Override
  public void close() {
    sqs.close();
    // Not waited for: it lets open connections run out, which may take it more than a minute.
    server.stopAndGetFuture().apply();
  }
}
