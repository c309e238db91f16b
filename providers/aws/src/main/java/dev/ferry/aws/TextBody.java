package dev.ferry.aws;

import dev.ferry.messaging.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How bytes travel where only text does.
 *
 * <p>SQS takes a body of at least one character, all of them such as XML may hold. A body that is
 * such text travels as it is; bytes that are not travel as base64, no bytes as {@code -}, and the
 * metadata in {@code ferry} gets a pair that says so, which other readers skip.
 *
 * @param text what travels
 * @param form the value of the pair {@code body}; null when the body is the text itself
 */
record TextBody(String text, @Nullable String form) {
  private static final String FERRY = "ferry";
  private static final String MARK = "&body=";
  private static final String BASE64 = "base64";
  private static final String NONE = "none";
  private static final String PLACEHOLDER = "-";

  /** The text form of a body. */
  static TextBody of(Body body) {
    if (body.sizeBytes() == 0) {
      return new TextBody(PLACEHOLDER, NONE);
    }
    String text = XmlText.decode(body);
    return text == null
        ? new TextBody(StandardCharsets.ISO_8859_1.decode(base64(body)).toString(), BASE64)
        : new TextBody(text, null);
  }

  private static ByteBuffer base64(Body body) {
    return Base64.getEncoder().encode(body.asByteBuffer());
  }

  /** How many bytes a body takes, with what says how it travels. */
  static int sizeBytes(Body body) {
    int bytes = body.sizeBytes();
    if (bytes == 0) {
      return PLACEHOLDER.length() + MARK.length() + NONE.length();
    }
    return !XmlText.isXml(body) ? (bytes + 2) / 3 * 4 + MARK.length() + BASE64.length() : bytes;
  }

  /** Whether it needs a place to say how it travels, and {@code attributes} have none. */
  boolean homeless(Map<String, String> attributes) {
    return form != null && !attributes.containsKey(FERRY);
  }

  /** The attributes with what says how the body travels. */
  Map<String, String> marked(Map<String, String> attributes) {
    if (form == null) {
      return attributes;
    }
    Map<String, String> marked = new TreeMap<>(attributes);
    marked.computeIfPresent(FERRY, (name, metadata) -> metadata + MARK + form);
    return marked;
  }

  /**
   * The body that {@code text} stands for; the text's own bytes where nothing says otherwise, or
   * what is said is not so.
   */
  static Body read(String text, Map<String, String> attributes) {
    String metadata = attributes.get(FERRY);
    if (metadata != null && metadata.endsWith(MARK + BASE64)) {
      try {
        return Body.wrap(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException noBase64) {
        return plain(text);
      }
    }
    return metadata != null && metadata.endsWith(MARK + NONE) && text.equals(PLACEHOLDER)
        ? Body.empty()
        : plain(text);
  }

  private static Body plain(String text) {
    return Body.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
