package dev.ferry.messaging.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for long texts. */
public final class Digest {
  private static final int BYTES = 16;

  /** Looked up once, and copied: to look it up takes as long as to use it. */
  private static final MessageDigest SHA_256 = sha256();

  private Digest() {}

  /** 32 hexadecimal digits: the first half of the SHA-256 of {@code text} in UTF-8. */
  public static String of(String text) {
    byte[] hash = copy().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  private static MessageDigest copy() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException ofAnotherProvider) {
      return sha256();
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
