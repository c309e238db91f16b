package dev.ferry.peers.aws;

import dev.ferry.peers.aws.sns.SnsServer;
import java.net.URI;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * SQS and SNS in this JVM: ElasticMQ for the queues, a server of our own for the topics in front of
 * them. Both listen on loopback, each on a port of its own, and keep everything in memory.
 *
 * <pre>{@code
 * try (AwsPeer aws = AwsPeer.start()) {
 *   SqsClient.builder().endpointOverride(aws.sqs()).region(Region.of(AwsPeer.REGION))...
 * }
 * }</pre>
 *
 * <p>Safe for use by any number of threads.
 */
public final class AwsPeer implements AutoCloseable {
  /** The region of every resource. */
  public static final String REGION = "us-east-1";

  /** The owner of every resource. */
  public static final String ACCOUNT = "000000000000";

  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final SQSRestServer queues;
  private final URI sqs;
  private final SnsServer topics;

  private AwsPeer(SQSRestServer queues, URI sqs, SnsServer topics) {
    this.queues = queues;
    this.sqs = sqs;
    this.topics = topics;
  }

  /** Starts both, empty; a second or two for the first of a JVM, then milliseconds. */
  public static AwsPeer start() {
    if (System.getProperty(NO_DELAY) == null) {
      // Read once, by the first server of the JVM: without it a small answer may take 40 ms.
      System.setProperty(NO_DELAY, "true");
    }
    SQSRestServer queues =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withDynamicPort()
            .withAWSRegion(REGION)
            .withAWSAccountId(ACCOUNT)
            .start();
    int port = queues.waitUntilStarted().localAddress().getPort();
    URI sqs = URI.create("http://127.0.0.1:" + port);
    return new AwsPeer(queues, sqs, SnsServer.start(sqs, REGION, ACCOUNT));
  }

  /** The endpoint of SQS. */
  public URI sqs() {
    return sqs;
  }

  /** The endpoint of SNS. */
  public URI sns() {
    return topics.endpoint();
  }

  /** What a process needs in its environment for the SDK to find both; the keys open nothing. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_SQS",
        sqs().toString(),
        "AWS_ENDPOINT_URL_SNS",
        sns().toString(),
        "AWS_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        "test",
        "AWS_SECRET_ACCESS_KEY",
        "test");
  }

  /** Stops both; what they hold is gone. */
  @Override
  public void close() {
    topics.close();
    // Not waited for: it lets open connections run out, which may take it more than a minute.
    queues.stopAndGetFuture().apply();
  }
}
