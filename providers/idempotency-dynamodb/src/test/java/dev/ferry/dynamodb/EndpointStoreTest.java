package dev.ferry.dynamodb;

import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The store on whatever answers at an endpoint: LocalStack, moto, AWS itself. With {@code
 * -Dferry.aws.peer=moto} what that server is known to do otherwise is skipped.
 *
 * <pre>./mvnw test -pl :ferry-idempotency-dynamodb -am -Dtest=EndpointStoreTest
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dferry.aws.endpoint=http://127.0.0.1:4566</pre>
 */
@ExtendWith(KnownGaps.class)
@EnabledIfSystemProperty(
    named = "ferry.aws.endpoint",
    matches = ".+",
    disabledReason = "no -Dferry.aws.endpoint=URL")
class EndpointStoreTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    return new DynamoStoreHarness.Direct(URI.create(System.getProperty("ferry.aws.endpoint")));
  }
}
