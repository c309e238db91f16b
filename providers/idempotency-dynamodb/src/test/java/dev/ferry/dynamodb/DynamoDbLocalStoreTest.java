package dev.ferry.dynamodb;

import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** The store on DynamoDB Local, embedded. */
class DynamoDbLocalStoreTest extends IdempotencyStoreConformance {
  private static final boolean NO_TELEMETRY = true;

  @Override
  protected IdempotencyStoreHarness openHarness() {
    AmazonDynamoDBLocal local = DynamoDBEmbedded.create(NO_TELEMETRY);
    return new DynamoStoreHarness(local.dynamoDbClient()) {
      @Override
      public void close() {
        super.close();
        local.shutdown();
      }
    };
  }
}
