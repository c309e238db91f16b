package dev.ferry.aws;

import dev.ferry.peers.aws.AwsPeer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What answers the tests: one peer for all of this JVM, unless {@code -Dferry.aws.endpoint} names
 * another server. Beside it may stand {@code -Dferry.aws.peer=moto}, whose known gaps then are
 * skipped, and {@code -Dferry.aws.tick=10}, for a network that takes its time. Keys are the SDK's
 * own where the environment has them, else ones that open nothing.
 *
 * @param sqs the endpoint of SQS
 * @param sns the endpoint of SNS
 * @param peer whose known gaps count
 */
record Endpoint(URI sqs, URI sns, String peer) {
  private static final AwsCredentialsProvider KEYS =
      System.getenv("AWS_ACCESS_KEY_ID") == null
          ? StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))
          : DefaultCredentialsProvider.builder().build();

  static Endpoint find() {
    String given = System.getProperty("ferry.aws.endpoint");
    String peer = System.getProperty("ferry.aws.peer", given == null ? "elasticmq" : "unknown");
    return given == null
        ? new Endpoint(Peer.ONE.sqs(), Peer.ONE.sns(), peer)
        : new Endpoint(URI.create(given), URI.create(given), peer);
  }

  SqsClient sqsClient() {
    return sqsClient(sqs);
  }

  /** As a provider opens one itself: what every message costs goes past the client. */
  SqsConnection connection() {
    return SqsConnection.open(
        configured(SqsClient.builder(), sqs), UrlConnectionHttpClient.create());
  }

  /** A client of SQS elsewhere. */
  static SqsClient sqsClient(URI there) {
    return configured(SqsClient.builder(), there)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  SnsClient snsClient() {
    return configured(SnsClient.builder(), sns)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI there) {
    return builder
        .endpointOverride(there)
        .region(Region.of(System.getProperty("aws.region", AwsPeer.REGION)))
        .credentialsProvider(KEYS);
  }

  /** A second, unless more is asked for: the shortest time that SQS keeps. */
  Duration tick() {
    return Duration.ofSeconds(Long.getLong("ferry.aws.tick", 1));
  }

  /**
   * How long a queue must stay empty to be believed: not at all where the server is one process,
   * which rightly says so at once; else a third of what lies between the instants of a test.
   */
  Duration silence() {
    return peer.equals("unknown") ? tick().dividedBy(3) : Duration.ZERO;
  }

  Map<String, String> knownGaps() {
    return KnownGaps.of(peer);
  }

  /** Starts with the first who asks, and ends with the JVM. */
  private static final class Peer {
    static final AwsPeer ONE = AwsPeer.start();
  }
}
