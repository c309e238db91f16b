package dev.ferry.idempotency;

import dev.ferry.messaging.MessagingException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names one message's life on one subscription: 64 hexadecimal digits, so that it fits any store
 * and shows nothing of the ids it was made of. Immutable.
 *
 * @param value the digits, in lower case
 */
public record IdempotencyKey(String value) {
  private static final int DIGITS = 64;

  /**
   * Checks the digits.
   *
   * @throws MessagingException INVALID_ARGUMENT when they are not 64 in lower case
   */
  public IdempotencyKey {
    if (!isKey(value)) {
      throw MessagingException.invalid(
          "make an idempotency key: 64 hexadecimal digits in lower case; of(...) makes them");
    }
  }

  private static boolean isKey(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return value.length() == DIGITS;
  }

  /**
   * The key of a message for a handler: the SHA-256 of the three parts, each with its length before
   * it. Stays the same in every version, or a new one would run everything again.
   *
   * @param subscription the source, as the topology names it
   * @param handler the handler, as the topology names it
   * @param messageId the message's stable id, or an id of the application's choice
   * @throws MessagingException INVALID_ARGUMENT when a part is not well-formed text: what would
   *     take the place of an unpaired surrogate could make two keys one
   */
  public static IdempotencyKey of(String subscription, String handler, String messageId) {
    MessageDigest sha = sha256();
    for (String part : new String[] {subscription, handler, messageId}) {
      ByteBuffer bytes = utf8(part);
      sha.update((bytes.remaining() + ":").getBytes(StandardCharsets.UTF_8));
      sha.update(bytes);
    }
    return new IdempotencyKey(HexFormat.of().formatHex(sha.digest()));
  }

  /** Said here, as {@link #hashCode} is: what a record makes for that takes a cold start 20 ms. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IdempotencyKey key && value.equals(key.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  private static ByteBuffer utf8(String part) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(part));
    } catch (CharacterCodingException unpairedSurrogate) {
      throw MessagingException.invalid("make an idempotency key: a part is not well-formed text");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
