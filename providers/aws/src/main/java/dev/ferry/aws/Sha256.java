package dev.ferry.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts. */
final class Sha256 {
  private Sha256() {}

  /** Of the text's UTF-8 bytes, in lower-case hexadecimal. */
  static String hex(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException noSuchJvm) {
      throw new IllegalStateException("SHA-256", noSuchJvm);
    }
  }
}
