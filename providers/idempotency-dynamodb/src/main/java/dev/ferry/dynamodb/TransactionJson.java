package dev.ferry.dynamodb;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ferry.aws.direct.DirectJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** A transaction of the caller's writes and a completion, as DynamoDB's protocol has it. */
final class TransactionJson {
  private TransactionJson() {}

  /** Whether a request asks for no more than that its writes are made. */
  static boolean isPlain(TransactWriteItemsRequest transaction) {
    return transaction.returnConsumedCapacityAsString() == null
        && transaction.returnItemCollectionMetricsAsString() == null
        && transaction.clientRequestToken() != null
        && transaction.overrideConfiguration().isEmpty();
  }

  /** The whole of a plain request. */
  static byte[] of(TransactWriteItemsRequest transaction) {
    return DirectJson.object(
        json -> {
          json.writeArrayFieldStart("TransactItems");
          for (TransactWriteItem item : transaction.transactItems()) {
            json.writeStartObject();
            write(json, item);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeStringField("ClientRequestToken", transaction.clientRequestToken());
        });
  }

  private static void write(JsonGenerator json, TransactWriteItem item) throws IOException {
    if (item.conditionCheck() != null) {
      write(json, item.conditionCheck());
    }
    if (item.put() != null) {
      write(json, item.put());
    }
    if (item.delete() != null) {
      write(json, item.delete());
    }
    if (item.update() != null) {
      write(json, item.update());
    }
  }

  private static void write(JsonGenerator json, ConditionCheck check) throws IOException {
    json.writeObjectFieldStart("ConditionCheck");
    writeMap(json, "Key", check.key());
    text(json, "TableName", check.tableName());
    condition(
        json,
        check.conditionExpression(),
        check.expressionAttributeNames(),
        check.expressionAttributeValues(),
        check.returnValuesOnConditionCheckFailureAsString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Put put) throws IOException {
    json.writeObjectFieldStart("Put");
    writeMap(json, "Item", put.item());
    text(json, "TableName", put.tableName());
    condition(
        json,
        put.conditionExpression(),
        put.expressionAttributeNames(),
        put.expressionAttributeValues(),
        put.returnValuesOnConditionCheckFailureAsString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Delete delete) throws IOException {
    json.writeObjectFieldStart("Delete");
    writeMap(json, "Key", delete.key());
    text(json, "TableName", delete.tableName());
    condition(
        json,
        delete.conditionExpression(),
        delete.expressionAttributeNames(),
        delete.expressionAttributeValues(),
        delete.returnValuesOnConditionCheckFailureAsString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Update update) throws IOException {
    json.writeObjectFieldStart("Update");
    writeMap(json, "Key", update.key());
    text(json, "UpdateExpression", update.updateExpression());
    text(json, "TableName", update.tableName());
    condition(
        json,
        update.conditionExpression(),
        update.expressionAttributeNames(),
        update.expressionAttributeValues(),
        update.returnValuesOnConditionCheckFailureAsString());
    json.writeEndObject();
  }

  private static void condition(
      JsonGenerator json,
      @Nullable String expression,
      Map<String, String> names,
      Map<String, AttributeValue> values,
      @Nullable String returned)
      throws IOException {
    text(json, "ConditionExpression", expression);
    if (!names.isEmpty()) {
      json.writeObjectFieldStart("ExpressionAttributeNames");
      for (Map.Entry<String, String> name : names.entrySet()) {
        json.writeStringField(name.getKey(), name.getValue());
      }
      json.writeEndObject();
    }
    if (!values.isEmpty()) {
      writeMap(json, "ExpressionAttributeValues", values);
    }
    text(json, "ReturnValuesOnConditionCheckFailure", returned);
  }

  private static void text(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(field, text);
    }
  }

  private static void writeMap(JsonGenerator json, String field, Map<String, AttributeValue> map)
      throws IOException {
    json.writeFieldName(field);
    writeMap(json, map);
  }

  private static void writeMap(JsonGenerator json, Map<String, AttributeValue> map)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
      json.writeFieldName(entry.getKey());
      writeValue(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, AttributeValue value) throws IOException {
    json.writeStartObject();
    switch (value.type()) {
      case S -> json.writeStringField("S", value.s());
      case N -> json.writeStringField("N", value.n());
      case B -> json.writeBinaryField("B", value.b().asByteArrayUnsafe());
      case BOOL -> json.writeBooleanField("BOOL", value.bool());
      case NUL -> json.writeBooleanField("NULL", value.nul());
      case M -> writeMap(json, "M", value.m());
      case L -> writeList(json, value.l());
      case SS -> writeTexts(json, "SS", value.ss());
      case NS -> writeTexts(json, "NS", value.ns());
      case BS -> writeBytes(json, value);
      case UNKNOWN_TO_SDK_VERSION -> {}
    }
    json.writeEndObject();
  }

  private static void writeList(JsonGenerator json, List<AttributeValue> list) throws IOException {
    json.writeArrayFieldStart("L");
    for (AttributeValue element : list) {
      writeValue(json, element);
    }
    json.writeEndArray();
  }

  private static void writeTexts(JsonGenerator json, String kind, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(kind);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void writeBytes(JsonGenerator json, AttributeValue value) throws IOException {
    json.writeArrayFieldStart("BS");
    for (var element : value.bs()) {
      json.writeBinary(element.asByteArrayUnsafe());
    }
    json.writeEndArray();
  }
}
