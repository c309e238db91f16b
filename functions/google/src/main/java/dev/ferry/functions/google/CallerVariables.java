package dev.ferry.functions.google;

import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.google.oidc.Callers;
import dev.ferry.functions.google.oidc.Callers.SignatureCheck;
import dev.ferry.functions.json.Words;
import dev.ferry.messaging.MessagingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The variables that say who may call a function; {@code docs/guides/google-functions.md}. */
final class CallerVariables {
  private static final String AUDIENCE = "FERRY_CALLER_AUDIENCE";
  private static final String ACCOUNTS = "FERRY_CALLER_ACCOUNTS";
  private static final String ISSUER = "FERRY_CALLER_ISSUER";
  private static final String KEYS = "FERRY_CALLER_KEYS";
  private static final String SIGNATURE = "FERRY_CALLER_SIGNATURE";
  private static final String GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs";
  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  private final FunctionEnvironment environment;

  CallerVariables(FunctionEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Who may call.
   *
   * @throws MessagingException INVALID_ARGUMENT when a variable is missing or malformed
   */
  Callers callers() {
    return new Callers(
        value(
            AUDIENCE, "the audience of the push subscription's tokens, such as the function's URL"),
        environment.find(ISSUER).map(Set::of).orElse(Callers.GOOGLE),
        accounts(),
        SKEW,
        signature());
  }

  private Set<String> accounts() {
    String all = value(ACCOUNTS, "the e-mail addresses of the service accounts that may call");
    return Arrays.stream(all.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  private SignatureCheck signature() {
    String word = environment.find(SIGNATURE).orElse("function");
    return Words.parse(SignatureCheck.class, word)
        .orElseThrow(() -> refuse(SIGNATURE, "is none of " + Words.all(SignatureCheck.class)));
  }

  /**
   * Where the issuer's keys are.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no such place
   */
  URI keys() {
    URI keys = uri(environment.find(KEYS).orElse(GOOGLE_KEYS));
    Optional<String> host = Optional.ofNullable(keys.getHost());
    boolean here = "http".equals(keys.getScheme()) && host.filter(LOOPBACK::contains).isPresent();
    boolean secure = "https".equals(keys.getScheme()) && host.isPresent();
    if (!here && !secure) {
      throw refuse(KEYS, "is no https URL, nor one of this machine");
    }
    return keys;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw refuse(KEYS, "is no URL");
    }
  }

  private String value(String name, String meaning) {
    return environment
        .find(name)
        .orElseThrow(() -> refuse(name, "is missing; set it to " + meaning));
  }

  private static MessagingException refuse(String variable, String why) {
    return MessagingException.invalid("start function: variable " + variable + " " + why);
  }
}
