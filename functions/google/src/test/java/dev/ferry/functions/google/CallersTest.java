package dev.ferry.functions.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ferry.functions.json.JsonText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in: one row for each way to be nobody, or somebody else. */
class CallersTest {
  private static final LocalIssuer STRANGER = LocalIssuer.start("stranger", InstantSource.system());

  /** One for all that is refused, which leaves nothing behind; and one that is the test's own. */
  private static final Rig SHARED = new Rig();

  private final Rig rig = new Rig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @AfterAll
  static void stopShared() {
    SHARED.close();
    STRANGER.close();
  }

  /** The claims of a token that is let in, each of which a case may change; null leaves it out. */
  private static final class Claims {
    String issuer = "";
    String audience = Rig.AUDIENCE;
    String account = Rig.ACCOUNT;
    boolean verified = true;
    long issued = Instant.now().getEpochSecond();
    long expires = issued + 3600;

    static String of(Rig rig, Consumer<Claims> change) {
      Claims claims = new Claims();
      claims.issuer = rig.issuer.issuer();
      change.accept(claims);
      return new JsonText()
          .open()
          .put("iss", claims.issuer)
          .put("aud", claims.audience)
          .put("email", claims.account)
          .put("email_verified", claims.verified)
          .put("iat", claims.issued)
          .put("exp", claims.expires)
          .close()
          .toString();
    }
  }

  /** Makes the header of a request. */
  private interface Authorization {
    String of(Rig rig);
  }

  private static Authorization claiming(Consumer<Claims> change) {
    return rig -> "Bearer " + rig.issuer.sign(rig.issuer.header(), Claims.of(rig, change));
  }

  private static String unsigned(Rig rig, String algorithm, String signature) {
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"key-0\"}";
    return "Bearer " + base64(header) + "." + base64(Claims.of(rig, same -> {})) + "." + signature;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arguments row(String name, int status, Authorization authorization) {
    return arguments(name, status, authorization);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row("not a bearer", 401, rig -> "Basic " + rig.token()),
        row("nothing after it", 401, rig -> "Bearer "),
        row("no token", 401, rig -> "Bearer x"),
        row("two parts", 401, rig -> "Bearer a.b"),
        row("four parts", 401, rig -> "Bearer " + rig.token() + ".x"),
        row("no base64", 401, rig -> "Bearer %.%.%"),
        row("oversized", 401, rig -> "Bearer " + "a".repeat(4000) + "." + rig.token()),
        row("unsigned", 401, rig -> unsigned(rig, "RS256", "")),
        row("alg none", 401, rig -> unsigned(rig, "none", "")),
        row("alg NONE", 401, rig -> unsigned(rig, "NONE", "")),
        row("alg HS256", 401, rig -> unsigned(rig, "HS256", "c2lnbmF0dXJl")),
        row(
            "signature taken away",
            401,
            rig -> unsigned(rig, "RS256", "SIGNATURE_REMOVED_BY_GOOGLE")),
        row("signature of another token", 401, CallersTest::otherSignature),
        row("signed by somebody else", 401, CallersTest::forged),
        row("key that nobody has", 401, CallersTest::unknownKey),
        row("critical extension", 401, CallersTest::critical),
        row("claim twice", 401, CallersTest::claimTwice),
        row("expired", 401, claiming(claims -> claims.expires = claims.issued - 61)),
        row("of the future", 401, claiming(claims -> claims.issued += 120)),
        row("another audience", 403, claiming(claims -> claims.audience = "https://other.test/")),
        row("another issuer", 403, claiming(claims -> claims.issuer = "https://other.test")),
        row("another account", 403, claiming(claims -> claims.account = "other@example.test")),
        row("account not verified", 403, claiming(claims -> claims.verified = false)));
  }

  private static String otherSignature(Rig rig) {
    String token = rig.token();
    String other = rig.issuer.token("other", Rig.ACCOUNT);
    return "Bearer "
        + token.substring(0, token.lastIndexOf('.'))
        + other.substring(other.lastIndexOf('.'));
  }

  private static String forged(Rig rig) {
    return "Bearer " + STRANGER.sign(rig.issuer.header(), Claims.of(rig, same -> {}));
  }

  private static String unknownKey(Rig rig) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"key-of-nobody\"}";
    return "Bearer " + rig.issuer.sign(header, Claims.of(rig, same -> {}));
  }

  private static String critical(Rig rig) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"key-0\",\"crit\":[\"exp\"]}";
    return "Bearer " + rig.issuer.sign(header, Claims.of(rig, same -> {}));
  }

  private static String claimTwice(Rig rig) {
    String claims = Claims.of(rig, same -> {}).replace("{\"iss\"", "{\"aud\":\"x\",\"iss\"");
    return "Bearer " + rig.issuer.sign(rig.issuer.header(), claims);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refused")
  void refused_hasNoEffect_andIsNoAttempt(String name, int status, Authorization authorization)
      throws IOException, InterruptedException {
    SHARED.lines.clear();
    SHARED.events.clear();

    HttpResponse<String> answer = SHARED.call(authorization.of(SHARED), Pushes.of(name, name));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(SHARED.events).isEmpty();
    assertThat(SHARED.handled).doesNotContain(name);
    assertThat(SHARED.lines).singleElement().asString().contains("request refused with status");

    assertThat(SHARED.push(Pushes.of(name, name))).isEqualTo(204);
    assertThat(SHARED.events).allMatch(event -> event.attempt() <= 1);
    assertThat(SHARED.handled).contains(name);
  }

  @Test
  void withoutAuthorization_isRefused_andToldHow() throws IOException, InterruptedException {
    HttpResponse<String> answer = rig.call(null, Pushes.of("o1", "one"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(rig.events).isEmpty();
  }

  @Test
  void clocksThatAreApart_areForgiven_aMinute() throws IOException, InterruptedException {
    Authorization over =
        claiming(
            claims -> {
              claims.issued -= 3600;
              claims.expires = Instant.now().getEpochSecond() - 30;
            });
    Authorization early = claiming(claims -> claims.issued += 30);

    assertThat(rig.call(over.of(rig), Pushes.of("o1", "one")).statusCode()).isEqualTo(204);
    assertThat(rig.call(early.of(rig), Pushes.of("o2", "two")).statusCode()).isEqualTo(204);
  }

  @Test
  void everyAccountThatIsNamed_isLetIn() throws IOException, InterruptedException {
    rig.variables.put("FERRY_CALLER_ACCOUNTS", "other@example.test, " + Rig.ACCOUNT);

    assertThat(rig.push(Pushes.of("o1", "one"))).isEqualTo(204);
  }

  @Test
  void googleIsAnIssuer_underBothItsNames_whenNobodySaysOtherwise()
      throws IOException, InterruptedException {
    rig.variables.remove("FERRY_CALLER_ISSUER");
    Authorization one = claiming(claims -> claims.issuer = "https://accounts.google.com");
    Authorization two = claiming(claims -> claims.issuer = "accounts.google.com");

    assertThat(rig.call(one.of(rig), Pushes.of("o1", "one")).statusCode()).isEqualTo(204);
    assertThat(rig.call(two.of(rig), Pushes.of("o2", "two")).statusCode()).isEqualTo(204);
    assertThat(rig.push(Pushes.of("o3", "three"))).isEqualTo(403);
  }

  @Test
  void keysThatCannotBeHad_letNobodyIn_andClaimNothing() throws IOException, InterruptedException {
    String token = "Bearer " + rig.token();
    rig.issuer.close();

    assertThat(rig.call(token, Pushes.of("o1", "one")).statusCode()).isEqualTo(503);

    assertThat(rig.events).isEmpty();
    assertThat(rig.lines).anyMatch(line -> line.contains("fetch the issuer's keys from"));
  }

  @Test
  void keysThatWereHad_outliveTheIssuer() throws IOException, InterruptedException {
    rig.push(Pushes.of("o1", "one"));
    rig.issuer.close();

    assertThat(rig.push(Pushes.of("o2", "two"))).isEqualTo(204);
    assertThat(rig.issuer.fetches()).isEqualTo(1);
  }

  @Test
  void signatureThatThePlatformTookAway_isBelieved_whereThatIsSaid()
      throws IOException, InterruptedException {
    rig.variables.put("FERRY_CALLER_SIGNATURE", "platform");

    assertThat(
            rig.call(unsigned(rig, "RS256", "SIGNATURE_REMOVED_BY_GOOGLE"), Pushes.of("o1", "one"))
                .statusCode())
        .isEqualTo(204);
    assertThat(rig.call(unsigned(rig, "RS256", "eA"), Pushes.of("o2", "two")).statusCode())
        .isEqualTo(401);
    assertThat(rig.issuer.fetches()).isEqualTo(1);
  }
}
