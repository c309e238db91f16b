package dev.ferry.functions.google;

import com.sun.net.httpserver.HttpServer;
import dev.ferry.functions.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer of OpenID Connect tokens on loopback: it signs as Google does for a push subscription,
 * whatever a test wants a token to say, and serves its key as a JWKS document.
 *
 * <p>Safe for use by any number of threads.
 */
public final class LocalIssuer implements AutoCloseable {
  private static final int KEY_BITS = 2048;
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String CERTS = "/certs";

  /** Making one takes seconds on a machine that is busy; they are the same for all tests. */
  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger rotations = new AtomicInteger();
  private final String name;
  private final InstantSource clock;
  private final HttpServer server;
  private volatile Duration maxAge = Duration.ofHours(1);

  private LocalIssuer(String name, InstantSource clock, HttpServer server) {
    this.name = name;
    this.clock = clock;
    this.server = server;
    pair();
  }

  /**
   * Starts an issuer on a free port.
   *
   * @param clock what its tokens go by
   */
  public static LocalIssuer start(InstantSource clock) {
    return start("key", clock);
  }

  /** Starts one whose keys are named after it, and are no other's. */
  static LocalIssuer start(String name, InstantSource clock) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LocalIssuer issuer = new LocalIssuer(name, clock, server);
      server.createContext(
          CERTS,
          exchange -> {
            issuer.fetches.incrementAndGet();
            byte[] document = issuer.document();
            exchange
                .getResponseHeaders()
                .set("Cache-Control", "public, max-age=" + issuer.maxAge.toSeconds());
            exchange.sendResponseHeaders(200, document.length);
            try (OutputStream body = exchange.getResponseBody()) {
              body.write(document);
            }
          });
      server.start();
      return issuer;
    } catch (IOException noServer) {
      throw new UncheckedIOException("start an issuer of tokens", noServer);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException noRsa) {
      throw new IllegalStateException(noRsa);
    }
  }

  /** Its name in tokens. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where its keys are. */
  public URI keys() {
    return URI.create(issuer() + CERTS);
  }

  /** How often its keys were fetched. */
  public int fetches() {
    return fetches.get();
  }

  /** From now on its document says to hold for so long. */
  public void setMaxAge(Duration age) {
    maxAge = age;
  }

  /** Signs with another key from now on, which alone is in its document. */
  public void rotate() {
    rotations.incrementAndGet();
    pair();
  }

  private String keyId() {
    return name + "-" + rotations.get();
  }

  private KeyPair pair() {
    return KEYS.computeIfAbsent(keyId(), id -> newKeys());
  }

  /**
   * A token that holds for an hour from now.
   *
   * @param audience whom it is for
   * @param account the e-mail address of the service account that it is of
   */
  public String token(String audience, String account) {
    Instant now = clock.instant();
    JsonText claims =
        new JsonText()
            .open()
            .put("iss", issuer())
            .put("aud", audience)
            .put("sub", "100000000000000000000")
            .put("email", account)
            .put("email_verified", true)
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFETIME).getEpochSecond())
            .close();
    return sign(header(), claims.toString());
  }

  /** The header of its tokens, as JSON. */
  public String header() {
    return new JsonText()
        .open()
        .put("alg", "RS256")
        .put("kid", keyId())
        .put("typ", "JWT")
        .close()
        .toString();
  }

  /** A token of any header and claims, signed by its key whatever they say. */
  public String sign(String header, String claims) {
    String signed = base64(utf8(header)) + "." + base64(utf8(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair().getPrivate());
      signature.update(utf8(signed));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException noRsa) {
      throw new IllegalStateException(noRsa);
    }
  }

  private byte[] document() {
    RSAPublicKey key = (RSAPublicKey) pair().getPublic();
    return new JsonText()
        .open()
        .openArray("keys")
        .open()
        .put("kty", "RSA")
        .put("alg", "RS256")
        .put("use", "sig")
        .put("kid", keyId())
        .put("n", base64(unsigned(key.getModulus())))
        .put("e", base64(unsigned(key.getPublicExponent())))
        .close()
        .closeArray()
        .close()
        .toBytes();
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Serves its keys no more: from now on they cannot be had. Idempotent. */
  @Override
  public void close() {
    server.stop(0);
  }
}
