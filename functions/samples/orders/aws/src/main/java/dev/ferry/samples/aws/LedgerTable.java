package dev.ferry.samples.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Makes the ledger's table, for tests and local use. */
public final class LedgerTable {
  private LedgerTable() {}

  /**
   * Makes the table where it is not there, paid by request. Returns at once; on AWS the table takes
   * some seconds to be active.
   */
  public static void create(DynamoDbClient client, String name) {
    try {
      client.createTable(
          CreateTableRequest.builder()
              .tableName(name)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(text(EntryItem.ORDER), text(EntryItem.ENTRY))
              .keySchema(key(EntryItem.ORDER, KeyType.HASH), key(EntryItem.ENTRY, KeyType.RANGE))
              .build());
    } catch (ResourceInUseException thereAlready) {
      return;
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
