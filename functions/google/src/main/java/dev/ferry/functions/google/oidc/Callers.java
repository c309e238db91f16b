package dev.ferry.functions.google.oidc;

import java.time.Duration;
import java.util.Set;

/**
 * Who may call a function. Immutable.
 *
 * @param audience what a token has to be made for, as the push subscription or the schedule names
 *     it
 * @param issuers who may have made it
 * @param accounts the e-mail addresses of the service accounts that may call
 * @param skew how far the clocks of issuer and function may be apart
 * @param signature who checks the signature
 */
public record Callers(
    String audience,
    Set<String> issuers,
    Set<String> accounts,
    Duration skew,
    SignatureCheck signature) {
  /**
   * Google under both its names.
   *
   * @see <a href="https://developers.google.com/identity/openid-connect/openid-connect">OpenID
   *     Connect: the claim iss</a>
   */
  public static final Set<String> GOOGLE =
      Set.of("https://accounts.google.com", "accounts.google.com");

  /** Copies the sets. */
  public Callers {
    issuers = Set.copyOf(issuers);
    accounts = Set.copyOf(accounts);
  }

  /** Who checks a token's signature. */
  public enum SignatureCheck {
    /** The function itself, with the issuer's keys. */
    FUNCTION,
    /**
     * Cloud Run, which lets nobody in whom IAM does not name, and then takes the signature away, so
     * that nothing is left to check. Safe only on a service that is not open to everybody.
     */
    PLATFORM
  }
}
