package dev.ferry.functions.google.oidc;

import dev.ferry.functions.json.JsonObject;
import dev.ferry.messaging.MessagingException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of an issuer, as its JWKS document lists them. Immutable.
 *
 * @param keys the keys by their ids
 * @param maxAge how long the document holds
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">JSON Web Key</a>
 */
record KeySet(Map<String, PublicKey> keys, Duration maxAge) {
  private static final int SHORTEST_BITS = 2048;
  private static final int LONGEST_BITS = 8192;

  KeySet {
    keys = Map.copyOf(keys);
  }

  /**
   * Reads a document; keys that sign otherwise than by RSA are not for us.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no such document, or has no key of ours
   */
  static KeySet parse(String document, Duration maxAge) {
    Map<String, PublicKey> keys = new HashMap<>();
    for (JsonObject key : JsonObject.parse("JWKS", document).objects("keys")) {
      boolean ours =
          key.text("kty").equals("RSA") && key.findText("use").orElse("sig").equals("sig");
      if (ours) {
        rsa(key).ifPresent(one -> keys.put(key.text("kid"), one));
      }
    }
    if (keys.isEmpty()) {
      throw MessagingException.invalid("read JWKS: it has no RSA key that signs");
    }
    return new KeySet(keys, maxAge);
  }

  private static Optional<PublicKey> rsa(JsonObject key) {
    BigInteger modulus = number(key, "n");
    if (modulus.bitLength() < SHORTEST_BITS || modulus.bitLength() > LONGEST_BITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(modulus, number(key, "e"))));
    } catch (GeneralSecurityException noKey) {
      return Optional.empty();
    }
  }

  private static BigInteger number(JsonObject key, String name) {
    try {
      return new BigInteger(1, Base64.getUrlDecoder().decode(key.text(name)));
    } catch (IllegalArgumentException malformed) {
      throw key.refuse(name, "is no base64");
    }
  }
}
