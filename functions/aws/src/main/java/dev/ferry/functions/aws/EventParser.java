package dev.ferry.functions.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of Lambda's events have in common: bounds, the array of records, and failures
 * that say which trigger is expected and nothing of the content. Immutable.
 */
final class EventParser {
  /** Lambda takes 6 MB; JSON that somebody else escapes may be larger. */
  private static final long LONGEST = 16L << 20;

  /** An event is seven levels deep. */
  private static final int DEEPEST = 32;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(LONGEST)
                  .maxStringLength((int) LONGEST)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .build();
  private final String what;
  private final String trigger;

  /**
   * A parser.
   *
   * @param what it reads, for people
   * @param trigger what has to send it, for people
   */
  EventParser(String what, String trigger) {
    this.what = what;
    this.trigger = trigger;
  }

  /** Reads one value. */
  interface Read<V> {
    V read(JsonParser in) throws IOException;
  }

  /** Reads what the parser stands on. */
  interface Step {
    void read() throws IOException;
  }

  /** Reads the value of a field that the parser stands on. */
  interface Field {
    void read(String name) throws IOException;
  }

  /**
   * What {@code read} makes of an event.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no such JSON; UNAVAILABLE when the
   *     stream breaks
   */
  <V> V read(InputStream event, Read<V> read) {
    try (JsonParser in = json.createParser(event)) {
      return read.read(in);
    } catch (JsonProcessingException malformed) {
      // Its text quotes the event, so it is not kept as the cause.
      throw refuse("it is no JSON within its bounds: " + malformed.getClass().getSimpleName());
    } catch (IOException broken) {
      throw new MessagingException(
          ErrorCode.UNAVAILABLE, true, "read " + what + ": the stream broke", broken);
    }
  }

  /** Reads the array {@code Records}, an object at a time. */
  void records(JsonParser in, Step record) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw refuse("it is no object");
    }
    boolean found = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (!name.equals("Records")) {
        in.skipChildren();
        continue;
      }
      if (found || value != JsonToken.START_ARRAY) {
        throw refuse("its 'Records' are not one array");
      }
      found = true;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        object(in);
        record.read();
      }
    }
    if (!found) {
      throw refuse("it has no 'Records'");
    }
  }

  /** Reads each field of the object that the parser stands on. */
  void fields(JsonParser in, Field field) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    object(in);
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      field.read(name);
    }
  }

  private void object(JsonParser in) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw refuse("something is where an object is expected");
    }
  }

  /** The text that the parser stands on; null for null. */
  @Nullable String text(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw refuse("something is where a text is expected");
    }
    return in.getText();
  }

  /** A text that has to be there. */
  String required(@Nullable String text, String name) {
    if (text == null) {
      throw refuse("a record has no '" + name + "'");
    }
    return text;
  }

  /** The failure to read an event. */
  MessagingException refuse(String why) {
    return MessagingException.invalid(
        "read " + what + ": " + why + "; the function's trigger has to be " + trigger);
  }
}
