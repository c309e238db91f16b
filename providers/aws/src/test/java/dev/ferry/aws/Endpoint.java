package dev.ferry.aws;

import dev.ferry.peers.aws.AwsPeer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What answers the tests: the peer in this JVM, unless {@code -Dferry.aws.endpoint} names another.
 */
final class Endpoint implements AutoCloseable {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final @Nullable AwsPeer peer;
  private final URI sqs;
  private final URI sns;

  private Endpoint(@Nullable AwsPeer peer, URI sqs, URI sns) {
    this.peer = peer;
    this.sqs = sqs;
    this.sns = sns;
  }

  static Endpoint open() {
    String given = System.getProperty("ferry.aws.endpoint");
    if (given != null) {
      return new Endpoint(null, URI.create(given), URI.create(given));
    }
    AwsPeer peer = AwsPeer.start();
    return new Endpoint(peer, peer.sqs(), peer.sns());
  }

  SqsClient sqs() {
    return sqs(sqs);
  }

  /** A client of SQS elsewhere. */
  SqsClient sqs(URI there) {
    return SqsClient.builder()
        .endpointOverride(there)
        .region(Region.US_EAST_1)
        .credentialsProvider(KEYS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  SnsClient sns() {
    return SnsClient.builder()
        .endpointOverride(sns)
        .region(Region.US_EAST_1)
        .credentialsProvider(KEYS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** A second: the shortest time that SQS keeps. */
  Duration tick() {
    return Duration.ofSeconds(1);
  }

  Map<String, String> knownGaps() {
    return KnownGaps.of(System.getProperty("ferry.aws.peer", peer == null ? "" : "elasticmq"));
  }

  @Override
  public void close() {
    if (peer != null) {
      peer.close();
    }
  }
}
