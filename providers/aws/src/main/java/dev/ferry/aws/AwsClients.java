package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Makes the SDK's clients, by the SDK's own configuration: region, credentials, endpoint ({@code
 * AWS_ENDPOINT_URL}), retries and time-outs are found where the SDK finds them.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html">settings
 *     of the SDKs</a>
 */
final class AwsClients {
  /** The system property, and in capitals with underscores the variable, that names the client. */
  static final String HTTP = "ferry.aws.http";

  private AwsClients() {}

  static SqsConnection sqs() {
    return made("SQS", () -> SqsConnection.ofProcess(http().build()));
  }

  /** Makes its HTTP client by itself, and so closes it. */
  static SnsClient sns() {
    return made("SNS", () -> SnsClient.builder().httpClientBuilder(http()).build());
  }

  /** Makes it, or says that it could not be made. */
  static <T> T made(String service, Supplier<T> build) {
    try {
      return build.get();
    } catch (SdkException failed) {
      throw AwsErrors.of("make a client of " + service, failed);
    }
  }

  private static SdkHttpClient.Builder<?> http() {
    String variable = System.getenv(HTTP.replace('.', '_').toUpperCase(Locale.ROOT));
    return http(System.getProperty(HTTP, variable == null ? "url-connection" : variable));
  }

  /** The HTTP client of this name: {@code url-connection}, {@code apache5} or {@code crt}. */
  static SdkHttpClient.Builder<?> http(String name) {
    return switch (name) {
      case "url-connection" -> UrlConnectionHttpClient.builder();
      case "apache5", "crt" -> found(name);
      default ->
          throw MessagingException.invalid(
              HTTP + "=" + name + ": choose url-connection, apache5 or crt");
    };
  }

  private static SdkHttpClient.Builder<?> found(String name) {
    return ServiceLoader.load(SdkHttpService.class).stream()
        .filter(service -> service.type().getName().contains("." + name + "."))
        .findFirst()
        .orElseThrow(
            () ->
                MessagingException.invalid(
                    HTTP
                        + "="
                        + name
                        + ": not on the class path; add software.amazon.awssdk:"
                        + (name.equals("crt") ? "aws-crt-client" : "apache5-client")))
        .get()
        .createHttpClientBuilder();
  }
}
