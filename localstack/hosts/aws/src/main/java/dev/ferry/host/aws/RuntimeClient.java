package dev.ferry.host.aws;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/** The real runtime interface client: its main class, and the jars that it lies in. */
final class RuntimeClient {
  static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** One class of each of its jars. */
  private static final List<String> MARKERS =
      List.of(
          MAIN,
          "com.amazonaws.services.lambda.runtime.RequestStreamHandler",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

  private RuntimeClient() {}

  /** The jars, as they lie on this JVM's own class path. */
  static List<Path> jars() {
    return MARKERS.stream().map(RuntimeClient::jarOf).distinct().toList();
  }

  private static Path jarOf(String className) {
    try {
      CodeSource source =
          Class.forName(className, false, RuntimeClient.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException missing) {
      throw new IllegalStateException(
          "find the runtime interface client: no "
              + className
              + " on the class path; add com.amazonaws:aws-lambda-java-runtime-interface-client",
          missing);
    }
  }
}
