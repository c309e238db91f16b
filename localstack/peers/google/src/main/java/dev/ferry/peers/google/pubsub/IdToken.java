package dev.ferry.peers.google.pubsub;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * What a token says.
 *
 * @param issuer who gives it
 * @param audience whom it is for
 * @param email the service account that it speaks for
 * @param verified whether the address of that account is known to be its own
 * @param issuedAt from when on it counts
 * @param expiresAt until when
 */
public record IdToken(
    String issuer,
    String audience,
    String email,
    boolean verified,
    Instant issuedAt,
    Instant expiresAt) {
  private static final Duration LIFE = Duration.ofHours(1);

  /** A token as the service makes them: for an hour. */
  static IdToken of(String issuer, String audience, String email, Instant now) {
    return new IdToken(issuer, audience, email, true, now, now.plus(LIFE));
  }

  /** A copy for another audience. */
  public IdToken withAudience(String other) {
    return new IdToken(issuer, other, email, verified, issuedAt, expiresAt);
  }

  /** A copy of another issuer. */
  public IdToken withIssuer(String other) {
    return new IdToken(other, audience, email, verified, issuedAt, expiresAt);
  }

  /** A copy that speaks for another account. */
  public IdToken withEmail(String other, boolean otherVerified) {
    return new IdToken(issuer, audience, other, otherVerified, issuedAt, expiresAt);
  }

  /** A copy that counts at another time. */
  public IdToken withTimes(Instant from, Instant until) {
    return new IdToken(issuer, audience, email, verified, from, until);
  }

  /** The claims, as Google's tokens have them. */
  String json() {
    JsonObject claims = new JsonObject();
    claims.addProperty("aud", audience);
    claims.addProperty("azp", email);
    claims.addProperty("email", email);
    claims.addProperty("email_verified", verified);
    claims.addProperty("exp", expiresAt.getEpochSecond());
    claims.addProperty("iat", issuedAt.getEpochSecond());
    claims.addProperty("iss", issuer);
    claims.addProperty("sub", Integer.toUnsignedString(email.hashCode()));
    return claims.toString();
  }
}
