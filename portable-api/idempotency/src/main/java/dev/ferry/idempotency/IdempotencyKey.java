package dev.ferry.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one message's life on one subscription: 64 hexadecimal digits, so that it fits any store
 * and shows nothing of the ids it was made of.
 *
 * @param value the digits
 */
public record IdempotencyKey(String value) {
  /**
   * The key of a message for a handler.
   *
   * @param subscription the source, as the topology names it
   * @param handler the handler, as the topology names it
   * @param messageId the message's stable id, or an id of the application's choice
   */
  public static IdempotencyKey of(String subscription, String handler, String messageId) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {subscription, handler, messageId}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
      }
      return new IdempotencyKey(HexFormat.of().formatHex(sha.digest()));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
