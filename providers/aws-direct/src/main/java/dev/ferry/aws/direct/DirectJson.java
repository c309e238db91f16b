package dev.ferry.aws.direct;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Bodies of requests and answers, written and read as a stream. */
public final class DirectJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private DirectJson() {}

  /** Writes the fields of an object. */
  public interface Fields {
    /** Begins and ends within the object. */
    void write(JsonGenerator json) throws IOException;
  }

  /** One object, in UTF-8. */
  public static byte[] object(Fields fields) {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory take everything", impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads an answer.
   *
   * @throws IOException when it does not begin as JSON
   */
  public static JsonParser parser(DirectAnswer answer) throws IOException {
    return FACTORY.createParser(answer.body());
  }
}
