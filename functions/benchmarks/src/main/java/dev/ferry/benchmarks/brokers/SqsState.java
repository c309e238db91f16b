package dev.ferry.benchmarks.brokers;

import dev.ferry.aws.SqsCalls;
import dev.ferry.aws.SqsProvider;
import dev.ferry.aws.direct.DirectRequests;
import dev.ferry.aws.direct.DirectRoute;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.peers.aws.AwsPeer;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue of the peer, as far away as is said, and one client for it: by hand all requests are its;
 * Ferry's go past it by the same HTTP client, as those of a provider do that opens a client itself.
 */
final class SqsState implements Broker {
  private static final String QUEUE = "orders";

  /** Threads that fill the queue, which is not measured. */
  private static final int FILLING = 8;

  private static final Duration WAIT = Duration.ofSeconds(SqsByHand.WAIT_SECONDS);

  private final AwsPeer peer = AwsPeer.start();
  private final Messaging messaging;
  final SqsRequests requests;
  final SqsClient client;
  final String queueUrl;
  final SqsByHand byHand;
  final Ferry ferry;

  SqsState(Duration distance) {
    this.requests = new SqsRequests(distance);
    DirectRoute route = new DirectRoute();
    this.client =
        SqsClient.builder()
            .endpointOverride(peer.sqs())
            .region(Region.of(AwsPeer.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(requests)
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(route))
            .build();
    this.queueUrl = client.createQueue(ask -> ask.queueName(QUEUE)).queueUrl();
    client.createQueue(ask -> ask.queueName(QUEUE + "-dead"));
    SqsCalls calls =
        SqsCalls.direct(
            new DirectRequests(route, requests, client.serviceClientConfiguration()), client);
    this.messaging = Messaging.builder().provider(SqsProvider.of(client, calls)).build();
    this.byHand = new SqsByHand(client, queueUrl);
    String address = "sqs://" + QUEUE;
    this.ferry =
        new Ferry(
            messaging,
            new Ferry.Addresses(address, address, address + "-dead"),
            Ferry.Manner.of(WorkerOptions.defaults().withReceive(SqsByHand.BATCH, WAIT))
                .resting(WAIT.plusMillis(100)));
  }

  @Override
  public void fill(List<Message> messages) throws InterruptedException {
    ferry.publish(messages, FILLING);
  }

  @Override
  public void empty() {
    client.purgeQueue(ask -> ask.queueUrl(queueUrl));
  }

  @Override
  public void close() {
    ferry.close();
    messaging.close();
    client.close();
    requests.close();
    peer.close();
  }
}
