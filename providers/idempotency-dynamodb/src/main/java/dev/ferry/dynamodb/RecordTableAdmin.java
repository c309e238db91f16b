package dev.ferry.dynamodb;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * Makes a table of records, for tests and local use; elsewhere it is the infrastructure's. Blocks
 * for some seconds on AWS. Safe for use by any number of threads.
 */
public final class RecordTableAdmin {
  /** The partition key, a string. */
  public static final String PARTITION_KEY = RecordItem.KEY;

  /** The attribute that the table's time to live is to be enabled on. */
  public static final String TTL_ATTRIBUTE = RecordItem.DELETABLE;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MOST_POLLS = 600;

  private final DynamoDbClient client;

  /** An admin that asks by {@code client}, which the caller closes. */
  public RecordTableAdmin(DynamoDbClient client) {
    this.client = client;
  }

  /**
   * Makes the table where it is not there, paid by request, and enables its time to live; returns
   * when it can be used.
   *
   * @throws MessagingException ALREADY_EXISTS when a table of another key has the name;
   *     DEADLINE_EXCEEDED when it is not active after a minute; else what DynamoDB refused
   */
  public void createTable(String name) {
    try {
      createUnlessThere(name);
      awaitActive(name);
      checkKey(name);
      enableTimeToLive(name);
    } catch (SdkException failed) {
      throw SdkErrors.of("create table '" + name + "'", failed);
    }
  }

  private void createUnlessThere(String name) {
    try {
      client.createTable(
          CreateTableRequest.builder()
              .tableName(name)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(
                  AttributeDefinition.builder()
                      .attributeName(PARTITION_KEY)
                      .attributeType(ScalarAttributeType.S)
                      .build())
              .keySchema(
                  KeySchemaElement.builder()
                      .attributeName(PARTITION_KEY)
                      .keyType(KeyType.HASH)
                      .build())
              .build());
    } catch (ResourceInUseException thereAlready) {
      return;
    }
  }

  private void awaitActive(String name) {
    for (int poll = 0; poll < MOST_POLLS; poll++) {
      TableStatus status =
          client.describeTable(request -> request.tableName(name)).table().tableStatus();
      if (status == TableStatus.ACTIVE) {
        return;
      }
      pause(name);
    }
    throw new MessagingException(
        ErrorCode.DEADLINE_EXCEEDED,
        true,
        "create table '" + name + "': not active after a minute");
  }

  private static void pause(String name) {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("create table '" + name + "': interrupted");
    }
  }

  private void checkKey(String name) {
    List<String> keys =
        client.describeTable(request -> request.tableName(name)).table().keySchema().stream()
            .map(KeySchemaElement::attributeName)
            .toList();
    if (!keys.equals(List.of(PARTITION_KEY))) {
      throw new MessagingException(
          ErrorCode.ALREADY_EXISTS,
          false,
          "create table '%s': it is there with the key %s, not '%s'; choose another name"
              .formatted(name, keys, PARTITION_KEY));
    }
  }

  private void enableTimeToLive(String name) {
    TimeToLiveStatus status =
        client
            .describeTimeToLive(request -> request.tableName(name))
            .timeToLiveDescription()
            .timeToLiveStatus();
    if (status == TimeToLiveStatus.DISABLED) {
      client.updateTimeToLive(
          request ->
              request
                  .tableName(name)
                  .timeToLiveSpecification(ttl -> ttl.attributeName(TTL_ATTRIBUTE).enabled(true)));
    }
  }
}
