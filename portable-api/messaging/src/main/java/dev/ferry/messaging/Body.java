package dev.ferry.messaging;

import dev.ferry.messaging.internal.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message, immutable.
 *
 * <p>Safe for use by any number of threads. Copies on the way in and on the way out, except where a
 * method says otherwise; equality is by content.
 */
public final class Body {
  private static final Body EMPTY = new Body(new byte[0]);
  private static final char REPLACEMENT = '\uFFFD';

  private static final long SPACES = 0x2020202020202020L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private final byte[] bytes;

  /** Found once; more than one thread may find it, and each finds the same. */
  private @Nullable Boolean plain;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A body of a copy of {@code bytes}. */
  public static Body of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes.clone());
  }

  /**
   * A body of {@code text} in UTF-8.
   *
   * @throws MessagingException INVALID_ARGUMENT when it has an unpaired surrogate: nothing is
   *     replaced in silence
   */
  public static Body of(String text) {
    Text.checked("text of the body", text);
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A body that takes {@code bytes} over without a copy; the caller must not write to them again.
   *
   * <p>For providers and codecs, which have just made the array and give it away.
   */
  public static Body wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes);
  }

  /**
   * The bytes without a copy; the caller must not write to them, nor give them to who may.
   *
   * <p>For providers, whose clients only read what they send.
   */
  public byte[] unwrap() {
    return bytes;
  }

  /** The body of no bytes. */
  public static Body empty() {
    return EMPTY;
  }

  /** The number of bytes. */
  public int sizeBytes() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** A read-only view of the bytes, without a copy. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /**
   * The bytes as UTF-8 text.
   *
   * @throws MessagingException INVALID_ARGUMENT when they are not well-formed UTF-8: nothing is
   *     replaced in silence
   */
  public String utf8() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : strictly();
  }

  /** The text of bytes that are malformed, or that say themselves what malformed ones become. */
  private String strictly() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new MessagingException(
          ErrorCode.INVALID_ARGUMENT, false, "read a body as text: it is not UTF-8", malformed);
    }
  }

  /**
   * Whether all of it is ASCII of 0x20 to 0x7F, tabs and line ends: what every broker takes as
   * text. Looks once, however often it is asked.
   */
  public boolean isPlainText() {
    Boolean known = plain;
    if (known == null) {
      known = isPlain(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
      plain = known;
    }
    return known;
  }

  private static boolean isPlain(ByteBuffer bytes) {
    int i = 0;
    while (i < bytes.limit()) {
      if (bytes.limit() - i >= Long.BYTES && isPlain(bytes.getLong(i))) {
        i += Long.BYTES;
        continue;
      }
      byte one = bytes.get(i++);
      if (one < ' ' && one != '\t' && one != '\n' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Whether each of eight bytes is from 0x20 to 0x7F: none has, or borrows, the highest bit. */
  private static boolean isPlain(long eight) {
    return ((eight | (eight - SPACES)) & HIGHEST_BITS) == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The size only: bodies stay out of logs. */
  @Override
  public String toString() {
    return "Body[" + bytes.length + " bytes]";
  }
}
