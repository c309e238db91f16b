package dev.ferry.cli.local;

import dev.ferry.peers.aws.AwsPeer;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What answers as AWS does while a run lasts: servers in this JVM, or what is there already. */
public final class LocalAws implements AutoCloseable {
  private final AwsPlace place;
  private final Runnable closing;

  private LocalAws(AwsPlace place, Runnable closing) {
    this.place = place;
    this.closing = closing;
  }

  /** At an endpoint; servers in this JVM for null. */
  public static LocalAws at(@Nullable URI endpoint) {
    if (endpoint != null) {
      return new LocalAws(AwsPlace.at(endpoint), () -> {});
    }
    AwsPeer channels = AwsPeer.start();
    DynamoServer tables = DynamoServer.start();
    return new LocalAws(
        new AwsPlace(channels.sqs(), channels.sns(), tables.endpoint(), null),
        () -> {
          tables.close();
          channels.close();
        });
  }

  /** Where it is. */
  public AwsPlace place() {
    return place;
  }

  @Override
  public void close() {
    closing.run();
  }
}
