package dev.ferry.benchmarks;

import dev.ferry.dynamodb.DynamoClients;
import dev.ferry.dynamodb.DynamoIdempotencyStore;
import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table on the stand-in for DynamoDB, as far away as is said, with a store over it. */
final class DynamoState implements AutoCloseable {
  static final String TABLE = "records";

  private final DynamoServer server = DynamoServer.start();
  final DynamoDbClient client;
  final DynamoIdempotencyStore store;

  DynamoState(Duration distance, Duration completionWindow) {
    this.client =
        DynamoClients.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .overrideConfiguration(
                settings -> settings.addExecutionInterceptor(new Distance(distance)))
            .build();
    new RecordTableAdmin(client).createTable(TABLE);
    this.store =
        DynamoIdempotencyStore.builder(TABLE)
            .client(client)
            .completionWindow(completionWindow)
            .build();
  }

  /** Holds each request back. */
  private record Distance(Duration distance) implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission sent, ExecutionAttributes unused) {
      LockSupport.parkNanos(distance.toNanos());
    }
  }

  @Override
  public void close() {
    store.close();
    client.close();
    server.close();
  }
}
