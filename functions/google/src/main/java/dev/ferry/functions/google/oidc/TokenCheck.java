package dev.ferry.functions.google.oidc;

import dev.ferry.functions.google.oidc.Callers.SignatureCheck;
import dev.ferry.functions.google.oidc.Verdict.Accepted;
import dev.ferry.functions.google.oidc.Verdict.Forbidden;
import dev.ferry.functions.google.oidc.Verdict.Undecided;
import dev.ferry.functions.google.oidc.Verdict.Unknown;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges who calls, by the token in the header {@code Authorization}. Safe for use by any number of
 * threads; blocks only while keys are fetched, which is bounded.
 */
public final class TokenCheck {
  private static final String BEARER = "bearer ";

  private final Callers callers;
  private final SigningKeys keys;
  private final InstantSource clock;

  /**
   * A check.
   *
   * @param callers who may call
   * @param keys the issuer's
   */
  public TokenCheck(Callers callers, SigningKeys keys, InstantSource clock) {
    this.callers = callers;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Judges a request.
   *
   * @param authorization every value of its header {@code Authorization}
   */
  public Verdict judge(List<String> authorization) {
    if (authorization.size() != 1) {
      return new Unknown("the request has " + authorization.size() + " authorizations");
    }
    String header = authorization.get(0);
    if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return new Unknown("the authorization is no bearer token");
    }
    try {
      return judge(IdToken.parse(header.substring(BEARER.length()).strip()));
    } catch (MalformedToken malformed) {
      return new Unknown("the token is malformed: " + malformed.getMessage());
    }
  }

  /**
   * What it says is looked at first: no key is fetched for a token that would be refused anyway.
   */
  private Verdict judge(IdToken token) throws MalformedToken {
    Verdict refused = outOfTime(token);
    if (refused == null) {
      refused = ofAnother(token);
    }
    return refused == null ? signed(token) : refused;
  }

  private @Nullable Verdict outOfTime(IdToken token) throws MalformedToken {
    Instant now = clock.instant();
    Optional<Instant> expires = token.time("exp");
    Optional<Instant> issued = token.time("iat");
    if (expires.isEmpty() || issued.isEmpty()) {
      return new Unknown("the token does not say from when to when it holds");
    }
    if (!now.isBefore(expires.get().plus(callers.skew()))) {
      return new Unknown("the token is over");
    }
    Instant soon = now.plus(callers.skew());
    if (issued.get().isAfter(soon) || token.time("nbf").orElse(now).isAfter(soon)) {
      return new Unknown("the token is of the future; correct the clock");
    }
    return null;
  }

  private @Nullable Verdict ofAnother(IdToken token) throws MalformedToken {
    if (!callers.issuers().contains(token.claim("iss").orElse(""))) {
      return new Forbidden("the token is of another issuer");
    }
    if (!callers.audience().equals(token.claim("aud").orElse(""))) {
      return new Forbidden("the token is for another audience");
    }
    if (!callers.accounts().contains(token.claim("email").orElse(""))) {
      return new Forbidden("the token is of another service account");
    }
    return token.flag("email_verified")
        ? null
        : new Forbidden("the account of the token is not verified");
  }

  private Verdict signed(IdToken token) throws MalformedToken {
    Accepted accepted = new Accepted(token.claim("email").orElse(""));
    if (callers.signature() == SignatureCheck.PLATFORM && token.isStripped()) {
      return accepted;
    }
    try {
      Optional<PublicKey> key = keys.find(token.keyId());
      if (key.isEmpty()) {
        return new Unknown("the token is signed by a key that its issuer does not have");
      }
      return token.isSignedBy(key.get())
          ? accepted
          : new Unknown("the signature is not that of the token");
    } catch (KeysUnreachable unreachable) {
      return new Undecided(unreachable.getMessage());
    }
  }
}
