package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table: made once, with its time to live, and missed by name. */
class RecordTableAdminTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void tableThatIsThere_isLeft() {
    desk.claimed("a");

    new RecordTableAdmin(desk.client).createTable(Desk.TABLE);

    assertThat(desk.store.find(Desk.key("a"))).isPresent();
    assertThat(
            desk.client
                .describeTimeToLive(request -> request.tableName(Desk.TABLE))
                .timeToLiveDescription()
                .attributeName())
        .isEqualTo(RecordTableAdmin.TTL_ATTRIBUTE);
  }

  @Test
  void tableOfAnotherKey_isRefused() {
    desk.client.createTable(
        create ->
            create
                .tableName("other")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));

    assertRefused(
        () -> new RecordTableAdmin(desk.client).createTable("other"), ErrorCode.ALREADY_EXISTS);
  }

  @Test
  void tableThatIsNotThere_isMissedByName_aloneAndInABatch() {
    IdempotencyStore store = DynamoIdempotencyStore.builder("none").client(desk.client).build();

    assertRefused(() -> store.claim(Desk.request("a")), ErrorCode.NOT_FOUND);
    assertRefused(() -> store.claim(Desk.requests(2)), ErrorCode.NOT_FOUND);
    assertThatThrownBy(() -> store.claim(Desk.requests(2))).hasMessageContaining("'none'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "no spaces", "\"; DROP", "ü-records"})
  void nameThatNoTableHas_isRefused(String name) {
    assertRefused(() -> DynamoIdempotencyStore.open(name), ErrorCode.INVALID_ARGUMENT);
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessagingException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
