package dev.ferry.dynamodb;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ferry.aws.direct.DirectJson;
import dev.ferry.idempotency.spi.RecordValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Requests as DynamoDB's protocol has them. */
final class RequestJson {
  private RequestJson() {}

  /** {@code PutItem} of a write of a whole item, else {@code UpdateItem}. */
  static byte[] ofWrite(String table, ItemWrite write) {
    return DirectJson.object(
        json -> {
          json.writeStringField("TableName", table);
          if (write.condition() instanceof Condition.Absent absent) {
            writeItem(json, "Item", write.set());
            writeCondition(json, Expression.of(absent));
          } else {
            Expression expression = Expression.of(write, (Condition.Present) write.condition());
            writeItem(json, "Key", Map.of(RecordItem.KEY, RecordValue.of(write.key())));
            json.writeStringField("UpdateExpression", expression.update());
            writeCondition(json, expression);
          }
        });
  }

  private static void writeCondition(JsonGenerator json, Expression expression) throws IOException {
    json.writeStringField("ConditionExpression", expression.condition());
    writeItem(json, "ExpressionAttributeValues", expression.values());
    json.writeStringField("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
  }

  /** {@code BatchExecuteStatement}. */
  static byte[] ofBatch(String table, List<ItemWrite> writes) {
    return DirectJson.object(
        json -> {
          json.writeArrayFieldStart("Statements");
          for (ItemWrite write : writes) {
            Statement statement = Statement.of(table, write);
            json.writeStartObject();
            json.writeStringField("Statement", statement.text());
            json.writeArrayFieldStart("Parameters");
            for (RecordValue parameter : statement.parameters()) {
              writeValue(json, parameter);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void writeItem(JsonGenerator json, String field, Map<String, RecordValue> item)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, RecordValue> attribute : item.entrySet()) {
      json.writeFieldName(attribute.getKey());
      writeValue(json, attribute.getValue());
    }
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, RecordValue value) throws IOException {
    json.writeStartObject();
    if (value instanceof RecordValue.Text text) {
      json.writeStringField("S", text.text());
    } else if (value instanceof RecordValue.Numeric number) {
      json.writeStringField("N", number.digits());
    } else {
      json.writeBinaryField("B", ((RecordValue.Bytes) value).bytes().toByteArray());
    }
    json.writeEndObject();
  }
}
