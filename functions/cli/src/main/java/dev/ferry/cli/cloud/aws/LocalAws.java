package dev.ferry.cli.cloud.aws;

import dev.ferry.peers.aws.AwsPeer;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What answers as AWS does while a run lasts: servers in this JVM, or what is there already. */
final class LocalAws implements AutoCloseable {
  private final AwsEndpoints endpoints;
  private final Runnable closing;

  private LocalAws(AwsEndpoints endpoints, Runnable closing) {
    this.endpoints = endpoints;
    this.closing = closing;
  }

  /** At an endpoint; servers in this JVM for null. */
  static LocalAws at(@Nullable URI endpoint) {
    if (endpoint != null) {
      return new LocalAws(AwsEndpoints.at(endpoint), () -> {});
    }
    AwsPeer channels = AwsPeer.start();
    DynamoServer tables = DynamoServer.start();
    return new LocalAws(
        new AwsEndpoints(channels.sqs(), channels.sns(), tables.endpoint(), null),
        () -> {
          tables.close();
          channels.close();
        });
  }

  /** Where it is. */
  AwsEndpoints endpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    closing.run();
  }
}
