package dev.ferry.peers.azure.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Flat objects of scalars, which is all that an entity is. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** JSON that is written as it is. */
  record Raw(String json) {}

  static Raw raw(String json) {
    return new Raw(json);
  }

  /** Reads an object of scalars; a null leaves its name out. */
  static Map<String, Object> read(byte[] bytes) throws TableError {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (token) {
          case VALUE_STRING -> fields.put(name, parser.getText());
          case VALUE_NUMBER_INT -> fields.put(name, parser.getLongValue());
          case VALUE_NUMBER_FLOAT -> fields.put(name, parser.getDoubleValue());
          case VALUE_TRUE, VALUE_FALSE -> fields.put(name, parser.getBooleanValue());
          case VALUE_NULL -> fields.remove(name);
          default -> throw malformed();
        }
      }
      return fields;
    } catch (IOException notJson) {
      throw malformed();
    }
  }

  private static TableError malformed() {
    return TableError.invalid("InvalidInput", "The body is no entity in JSON.");
  }

  /** An object of names and values by turns. */
  static String object(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object(fields);
  }

  static String object(Map<String, ?> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        out.writeFieldName(field.getKey());
        write(out, field.getValue());
      }
      out.writeEndObject();
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Raw raw) {
      out.writeRawValue(raw.json());
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else {
      out.writeString(value.toString());
    }
  }
}
