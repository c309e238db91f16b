package dev.ferry.benchmarks;

import dev.ferry.aws.SqsProvider;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.peers.aws.AwsPeer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue of the peer, as far away as is said, and one client for it, used by all. */
final class SqsState implements AutoCloseable {
  static final String QUEUE = "orders";

  private final AwsPeer peer = AwsPeer.start();
  final SqsRequests requests;
  final SqsClient client;
  final Messaging messaging;
  final Publisher publisher;
  final Publisher deadLetters;
  final String queueUrl;

  SqsState(Duration distance) {
    this.requests = new SqsRequests(distance);
    this.client =
        SqsClient.builder()
            .endpointOverride(peer.sqs())
            .region(Region.of(AwsPeer.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(requests))
            .build();
    this.queueUrl = client.createQueue(ask -> ask.queueName(QUEUE)).queueUrl();
    client.createQueue(ask -> ask.queueName(QUEUE + "-dead"));
    this.messaging = Messaging.builder().provider(SqsProvider.of(client)).build();
    this.publisher = messaging.publisher("sqs://" + QUEUE);
    this.deadLetters = messaging.publisher("sqs://" + QUEUE + "-dead");
  }

  /** Messages of a kilobyte. */
  static List<Message> messages(int count) {
    String body = "{\"order\": \"" + "x".repeat(1000) + "\"}";
    return IntStream.range(0, count).mapToObj(number -> Message.of(body)).toList();
  }

  void purge() {
    client.purgeQueue(ask -> ask.queueUrl(queueUrl));
  }

  @Override
  public void close() {
    publisher.close();
    deadLetters.close();
    messaging.close();
    client.close();
    peer.close();
  }
}
