package dev.ferry.functions.google.oidc;

import dev.ferry.functions.json.JsonObject;
import dev.ferry.messaging.MessagingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A token in the compact form of JWS, signed by RS256: taken apart, and not believed yet.
 * Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">JSON Web Token</a>
 */
final class IdToken {
  /** Google's have about 900 characters; a server takes 8 KiB of headers. */
  private static final int LONGEST = 4 << 10;

  /** What Cloud Run puts in the place of a signature that it has checked. */
  private static final String REMOVED = "SIGNATURE_REMOVED_BY_GOOGLE";

  private static final String ALGORITHM = "RS256";
  private static final String JDK_ALGORITHM = "SHA256withRSA";

  private final String keyId;
  private final JsonObject claims;
  private final String signed;
  private final String signature;

  private IdToken(String keyId, JsonObject claims, String signed, String signature) {
    this.keyId = keyId;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * Takes a token apart.
   *
   * @throws MalformedToken when it is too long, has not three parts of base64 and JSON, or is to be
   *     checked in another way than by RS256, as by none at all
   */
  static IdToken parse(String token) throws MalformedToken {
    if (token.length() > LONGEST) {
      throw new MalformedToken("it has more than " + LONGEST + " characters");
    }
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first < 1 || last == first || token.indexOf('.', first + 1) != last) {
      throw new MalformedToken("it has not three parts");
    }
    JsonObject header = json("header", token.substring(0, first));
    if (!text(header, "alg").equals(ALGORITHM)) {
      throw new MalformedToken("it is not signed by " + ALGORITHM);
    }
    if (header.has("crit")) {
      throw new MalformedToken("it asks for more than is known here");
    }
    return new IdToken(
        text(header, "kid"),
        json("claims", token.substring(first + 1, last)),
        token.substring(0, last),
        token.substring(last + 1));
  }

  private static JsonObject json(String part, String encoded) throws MalformedToken {
    try {
      return JsonObject.parse(part, new String(decoded(encoded), StandardCharsets.UTF_8));
    } catch (MessagingException malformed) {
      throw new MalformedToken("its " + part + " are no JSON object");
    }
  }

  private static byte[] decoded(String part) throws MalformedToken {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedToken("a part of it is no base64");
    }
  }

  /** The key that has to have signed it. */
  String keyId() {
    return keyId;
  }

  /** Whether Cloud Run took its signature away, or somebody says so. */
  boolean isStripped() {
    return signature.equals(REMOVED);
  }

  /** Whether this key signed it. */
  boolean isSignedBy(PublicKey key) throws MalformedToken {
    byte[] bytes = decoded(signature);
    try {
      Signature check = Signature.getInstance(JDK_ALGORITHM);
      check.initVerify(key);
      check.update(signed.getBytes(StandardCharsets.US_ASCII));
      return check.verify(bytes);
    } catch (GeneralSecurityException notOfThisKey) {
      return false;
    }
  }

  /** A claim that is a text; empty when it is missing. */
  Optional<String> claim(String name) throws MalformedToken {
    try {
      return claims.findText(name);
    } catch (MessagingException malformed) {
      throw new MalformedToken("its '" + name + "' is no text");
    }
  }

  /** A claim that is true or false; false when it is missing. */
  boolean flag(String name) throws MalformedToken {
    try {
      return claims.flag(name);
    } catch (MessagingException malformed) {
      throw new MalformedToken("its '" + name + "' is neither true nor false");
    }
  }

  /** A claim that is a time; empty when it is missing. */
  Optional<Instant> time(String name) throws MalformedToken {
    try {
      return claims.findNumber(name).map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
    } catch (MessagingException | DateTimeException malformed) {
      throw new MalformedToken("its '" + name + "' is no time");
    }
  }

  private static String text(JsonObject header, String name) throws MalformedToken {
    try {
      return header.text(name);
    } catch (MessagingException malformed) {
      throw new MalformedToken("its header has no '" + name + "'");
    }
  }
}
