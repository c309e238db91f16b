package dev.ferry.aws.direct;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/**
 * What decides where requests go in a function on Lambda that was told no more than where it runs
 * and who it is, and whose process starts when somebody waits for it. Of any other setting that the
 * SDK would read nothing is guessed here: a function that has one is not plain, and asks the SDK's
 * client. Interceptors that the SDK would find on the class path are not looked for, which would
 * open every archive there.
 *
 * @param region such as {@code eu-central-1}
 * @param endpoint what stands in for the service's own; null for that
 * @param keys whether its variables say who it is
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">variables
 *     of functions</a>
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html">settings
 *     of the SDKs</a>
 */
record PlainFunction(String region, @Nullable URI endpoint, boolean keys) {
  private static final String REGION = "AWS_REGION";
  private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";
  private static final String OF_ONE_SERVICE = ENDPOINT + "_";

  /**
   * How the process came to start. By any other way than on demand (for a snapshot, provisioned
   * concurrency, Managed Instances) it starts before anybody waits: what is opened then costs
   * nobody.
   */
  private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";

  private static final String ON_DEMAND = "on-demand";

  /** Variables that every function has, or may have, and that say nothing of where requests go. */
  private static final Set<String> HARMLESS =
      Set.of(
          REGION,
          "AWS_DEFAULT_REGION",
          "AWS_CA_BUNDLE",
          "AWS_EXECUTION_ENV",
          "AWS_ACCESS_KEY",
          ACCESS_KEY,
          "AWS_SECRET_KEY",
          SECRET_KEY,
          "AWS_SESSION_TOKEN",
          ENDPOINT);

  private static final List<String> GROUPS =
      List.of("AWS_LAMBDA_", "AWS_XRAY_", "AWS_CONTAINER_", OF_ONE_SERVICE);

  /**
   * Of this process.
   *
   * @param service as variables name it, in lower case: {@code dynamodb}
   */
  static Optional<PlainFunction> here(String service) {
    Set<String> homes = new LinkedHashSet<>();
    homes.add(System.getProperty("user.home", ""));
    homes.add(System.getenv().getOrDefault("HOME", ""));
    return of(System.getenv(), System.getProperties().stringPropertyNames(), homes, service);
  }

  /** Of a process with these variables, system properties and places for files of settings. */
  static Optional<PlainFunction> of(
      Map<String, String> variables, Set<String> properties, Set<String> homes, String service) {
    if (!says(variables, REGION)
        || !variables.containsKey("AWS_LAMBDA_FUNCTION_NAME")
        || !variables.getOrDefault(INITIALIZATION, ON_DEMAND).equals(ON_DEMAND)
        || !plain(variables)
        || properties.stream().anyMatch(name -> name.startsWith("aws."))
        || homes.stream().anyMatch(home -> Files.exists(Path.of(home, ".aws")))) {
      return Optional.empty();
    }
    String ofService = variables.get(OF_ONE_SERVICE + service.toUpperCase(Locale.ROOT));
    String endpoint = ofService == null ? variables.get(ENDPOINT) : ofService;
    PlainFunction here =
        new PlainFunction(
            variables.getOrDefault(REGION, ""),
            null,
            says(variables, ACCESS_KEY) && says(variables, SECRET_KEY));
    return endpoint == null ? Optional.of(here) : server(endpoint).map(here::at);
  }

  private PlainFunction at(URI server) {
    return new PlainFunction(region, server, keys);
  }

  /** A variable that is blank says nothing. */
  private static boolean says(Map<String, String> variables, String name) {
    return !variables.getOrDefault(name, "").isBlank();
  }

  private static boolean plain(Map<String, String> variables) {
    return variables.keySet().stream()
        .filter(name -> name.startsWith("AWS_"))
        .allMatch(name -> HARMLESS.contains(name) || isOfHarmlessGroup(name));
  }

  private static boolean isOfHarmlessGroup(String variable) {
    return GROUPS.stream().anyMatch(variable::startsWith);
  }

  /**
   * Empty for anything but the plain address of a server: the client says what is wrong with it.
   */
  private static Optional<URI> server(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      String scheme = uri.getScheme();
      boolean known =
          ("http".equals(scheme) || "https".equals(scheme))
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && uri.getPath().length() <= 1;
      return known ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /**
   * Where a service is, seen from here.
   *
   * @param regional where it is in a region; what it throws is thrown
   */
  Place place(Function<String, URI> regional) {
    return new Place(region, endpoint == null ? regional.apply(region) : endpoint);
  }

  /** Who this process is: its variables say so, or else whatever else the SDK asks. */
  AwsCredentialsProvider credentials() {
    return keys
        ? EnvironmentVariableCredentialsProvider.create()
        : DefaultCredentialsProvider.builder().build();
  }
}
