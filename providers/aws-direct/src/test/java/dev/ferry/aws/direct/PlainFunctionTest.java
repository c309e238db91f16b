package dev.ferry.aws.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/** Where a function is guessed to be is where it is; and it is guessed of plain ones only. */
class PlainFunctionTest {
  /** As Lambda sets them, as far as the names of AWS go. */
  private static final Map<String, String> OF_LAMBDA =
      Map.of(
          "AWS_REGION", "eu-central-1",
          "AWS_DEFAULT_REGION", "eu-central-1",
          "AWS_EXECUTION_ENV", "AWS_Lambda_java21",
          "AWS_LAMBDA_FUNCTION_NAME", "audit-orders",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
          "AWS_ACCESS_KEY_ID", "key",
          "AWS_SECRET_ACCESS_KEY", "secret",
          "AWS_SESSION_TOKEN", "session",
          "AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR",
          "FERRY_HANDLER", "audit-orders");

  @TempDir Path home;

  private Optional<PlainFunction> with(String... variables) {
    Map<String, String> all = new HashMap<>(OF_LAMBDA);
    for (int i = 0; i < variables.length; i += 2) {
      all.put(variables[i], variables[i + 1]);
    }
    return of(all, Set.of("java.home"));
  }

  private Optional<PlainFunction> of(Map<String, String> variables, Set<String> properties) {
    return PlainFunction.of(variables, properties, Set.of(home.toString()), "dynamodb");
  }

  private static Optional<PlainFunction> at(String endpoint) {
    return Optional.of(new PlainFunction("eu-central-1", URI.create(endpoint), true));
  }

  @Test
  void functionOfLambda_isWhereItsRegionIs() {
    assertThat(with()).hasValue(new PlainFunction("eu-central-1", null, true));
    assertThat(with("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")).isEqualTo(with());
  }

  @Test
  void endpointOfTheService_goesBeforeThatOfAll() {
    assertThat(with("AWS_ENDPOINT_URL", "http://localhost:4566"))
        .isEqualTo(at("http://localhost:4566"));
    assertThat(
            with(
                "AWS_ENDPOINT_URL", "http://localhost:4566",
                "AWS_ENDPOINT_URL_DYNAMODB", "https://db.example:8443/",
                "AWS_ENDPOINT_URL_SQS", "http://localhost:9324"))
        .isEqualTo(at("https://db.example:8443/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_PROFILE",
        "AWS_CONFIG_FILE",
        "AWS_USE_FIPS_ENDPOINT",
        "AWS_USE_DUALSTACK_ENDPOINT",
        "AWS_ACCOUNT_ID",
        "AWS_ACCOUNT_ID_ENDPOINT_MODE",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_ROLE_ARN",
        "AWS_SOMETHING_OF_TOMORROW"
      })
  void anyOtherVariable_isTheClientsToRead(String variable) {
    assertThat(with(variable, "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:4566",
        "ftp://localhost",
        "http:///",
        "http://localhost/path",
        "http://localhost?query",
        "http://user@localhost",
        "http://local host"
      })
  void endpointThatIsNoPlainServer_isTheClientsToRead(String endpoint) {
    assertThat(with("AWS_ENDPOINT_URL", endpoint)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME"})
  void processThatIsNoFunction_orHasNoRegion_isNone(String variable) {
    Map<String, String> without = new HashMap<>(OF_LAMBDA);
    without.remove(variable);

    assertThat(of(without, Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void regionThatIsBlank_isTheClientsToRefuse(String region) {
    assertThat(with("AWS_REGION", region)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snap-start",
        "provisioned-concurrency",
        "lambda-managed-instances",
        "some-way-of-tomorrow",
        ""
      })
  void processThatStartsBeforeAnybodyWaits_isNotPlain(String type) {
    assertThat(with("AWS_LAMBDA_INITIALIZATION_TYPE", type)).isEmpty();
  }

  @Test
  void keysAmongTheVariables_areWhoAFunctionIs() {
    assertThat(with().orElseThrow().credentials())
        .isInstanceOf(EnvironmentVariableCredentialsProvider.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
  void keysThatAreBlankOrHalfThere_areNone_andTheSdkAsksOn(String half) {
    Map<String, String> without = new HashMap<>(OF_LAMBDA);
    without.remove(half);

    assertThat(List.of(of(without, Set.of()), with(half, ""), with(half, " ")))
        .allSatisfy(
            function ->
                assertThat(function.orElseThrow().credentials())
                    .isInstanceOf(DefaultCredentialsProvider.class));
  }

  @Test
  void propertiesAndFiles_areTheClientsToRead() throws IOException {
    assertThat(of(OF_LAMBDA, Set.of("aws.useFipsEndpoint"))).isEmpty();
    assertThat(of(OF_LAMBDA, Set.of("user.home"))).isPresent();

    Files.createDirectory(home.resolve(".aws"));
    assertThat(with()).isEmpty();
  }
}
