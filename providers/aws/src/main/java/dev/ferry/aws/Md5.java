package dev.ferry.aws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What SQS says that it has stored, held against what was sent or came.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation">the
 *     digest of attributes</a>
 */
final class Md5 {
  private static final byte STRING = 1;
  private static final byte BINARY = 2;

  private Md5() {}

  /**
   * The value of an attribute.
   *
   * @param type its whole data type, such as {@code String} or {@code Number.cents}
   * @param text what it holds; bytes are in Base64
   * @param binary whether it holds bytes
   */
  record Value(String type, String text, boolean binary) {
    /** A text. */
    static Value of(String text) {
      return new Value("String", text, false);
    }

    /** Of an answer's fields. */
    static Value read(Map<String, String> fields) {
      String text = fields.get("StringValue");
      String bytes = fields.get("BinaryValue");
      String type = fields.getOrDefault("DataType", "");
      return text == null && bytes != null
          ? new Value(type, bytes, true)
          : new Value(type, text == null ? "" : text, false);
    }

    private byte[] bytes() throws IOException {
      try {
        return binary ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
      } catch (IllegalArgumentException noBase64) {
        throw new IOException("an attribute of bytes that is no Base64", noBase64);
      }
    }
  }

  /** Holds a body against its digest, where there is one. */
  static void check(String body, @Nullable String digest) throws IOException {
    if (digest != null) {
      check(digest().digest(body.getBytes(StandardCharsets.UTF_8)), digest, "body");
    }
  }

  /** Holds attributes against their digest, where there is one. */
  static void check(Map<String, Value> attributes, @Nullable String digest) throws IOException {
    if (digest != null && !attributes.isEmpty()) {
      MessageDigest md5 = digest();
      for (Map.Entry<String, Value> attribute : new TreeMap<>(attributes).entrySet()) {
        Value value = attribute.getValue();
        update(md5, attribute.getKey().getBytes(StandardCharsets.UTF_8));
        update(md5, value.type().getBytes(StandardCharsets.UTF_8));
        md5.update(value.binary() ? BINARY : STRING);
        update(md5, value.bytes());
      }
      check(md5.digest(), digest, "attributes");
    }
  }

  private static void update(MessageDigest md5, byte[] bytes) {
    md5.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    md5.update(bytes);
  }

  private static void check(byte[] digest, String expected, String what) throws IOException {
    if (!HexFormat.of().formatHex(digest).equals(expected)) {
      throw new IOException("the " + what + " of a message changed on the way");
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }
}
