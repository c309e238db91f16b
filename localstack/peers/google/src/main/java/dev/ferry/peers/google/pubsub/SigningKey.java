package dev.ferry.peers.google.pubsub;

import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** An RSA key that signs tokens, and its public half as JSON. */
record SigningKey(String id, KeyPair pair) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int BITS = 2048;

  static SigningKey make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return new SigningKey(UUID.randomUUID().toString(), generator.generateKeyPair());
    } catch (GeneralSecurityException everyJvmHasRsa) {
      throw new IllegalStateException("make an RSA key", everyJvmHasRsa);
    }
  }

  /** A token in its compact form. */
  String sign(String claims) {
    JsonObject header = new JsonObject();
    header.addProperty("alg", "RS256");
    header.addProperty("kid", id);
    header.addProperty("typ", "JWT");
    String signed = base64(utf8(header.toString())) + '.' + base64(utf8(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(utf8(signed));
      return signed + '.' + base64(signature.sign());
    } catch (GeneralSecurityException ofAKeyOfOurs) {
      throw new IllegalStateException("sign a token", ofAKeyOfOurs);
    }
  }

  JsonObject json() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    JsonObject json = new JsonObject();
    json.addProperty("kty", "RSA");
    json.addProperty("alg", "RS256");
    json.addProperty("use", "sig");
    json.addProperty("kid", id);
    json.addProperty("n", base64(unsigned(key.getModulus())));
    json.addProperty("e", base64(unsigned(key.getPublicExponent())));
    return json;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }
}
