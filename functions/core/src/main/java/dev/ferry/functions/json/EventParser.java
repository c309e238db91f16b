package dev.ferry.functions.json;

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
 * What the readers of hosts' events have in common: bounds, objects and arrays as they stream in,
 * and failures that say which trigger is expected and nothing of the content. Immutable.
 */
public final class EventParser {
  /** Lambda takes 6 MB, a push of Pub/Sub 10 MB as base64; escaped JSON may be larger. */
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
  public EventParser(String what, String trigger) {
    this.what = what;
    this.trigger = trigger;
  }

  /** Reads one value. */
  public interface Read<V> {
    /** What is made of what the parser stands before. */
    V read(JsonParser in) throws IOException;
  }

  /** Reads what the parser stands on. */
  public interface Step {
    /** Reads it to its end. */
    void read() throws IOException;
  }

  /** Reads the value of a field that the parser stands on. */
  public interface Field {
    /** Reads the value of the field of this name to its end. */
    void read(String name) throws IOException;
  }

  /**
   * What {@code read} makes of an event.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no such JSON; UNAVAILABLE when the
   *     stream breaks
   */
  public <V> V read(InputStream event, Read<V> read) {
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

  /**
   * Reads an object that has one array under a name, an object of it at a time; the rest is
   * skipped.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no such object
   */
  public void objects(JsonParser in, String array, Step element) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw refuse("it is no object");
    }
    boolean found = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (!name.equals(array)) {
        in.skipChildren();
        continue;
      }
      if (found || value != JsonToken.START_ARRAY) {
        throw refuse("its '" + array + "' are not one array");
      }
      found = true;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        object(in);
        element.read();
      }
    }
    if (!found) {
      throw refuse("it has no '" + array + "'");
    }
  }

  /** Reads each field of the object that the parser stands on; none of null. */
  public void fields(JsonParser in, Field field) throws IOException {
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
  public @Nullable String text(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw refuse("something is where a text is expected");
    }
    return in.getText();
  }

  /** A text that has to be there. */
  public String required(@Nullable String text, String name) {
    if (text == null) {
      throw refuse("a record has no '" + name + "'");
    }
    return text;
  }

  /** The failure to read an event. */
  public MessagingException refuse(String why) {
    return MessagingException.invalid(
        "read " + what + ": " + why + "; the function's trigger has to be " + trigger);
  }
}
