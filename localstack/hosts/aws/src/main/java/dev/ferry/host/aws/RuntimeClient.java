package dev.ferry.host.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.List;

/** The real runtime interface client: its main class, and the jars that it lies in. */
final class RuntimeClient {
  static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final String NATIVE_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

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

  /**
   * The option that names the client's native part to a JVM. Left to itself each JVM writes it to
   * one and the same file in {@code /tmp} when it starts, over what another that starts at that
   * moment has loaded, which then dies of SIGBUS.
   */
  static String nativeOption() {
    return "-D" + NATIVE_PROPERTY + "=" + Native.LIBRARY;
  }

  /** Unpacked once in this JVM's life. */
  private static final class Native {
    static final Path LIBRARY = unpack();

    private static Path unpack() {
      String name = "/jni/libaws-lambda-jni." + platform() + ".so";
      try (InputStream library = RuntimeClient.class.getResourceAsStream(name)) {
        if (library == null) {
          throw new IllegalStateException(
              "start a function: the runtime interface client has no "
                  + name
                  + "; it is for Linux");
        }
        Path file = Files.createTempFile("ferry-lambda-", ".so");
        file.toFile().deleteOnExit();
        Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
      } catch (IOException noDisk) {
        throw new UncheckedIOException(noDisk);
      }
    }

    private static String platform() {
      String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
      boolean musl = Files.exists(Path.of("/lib/ld-musl-" + osProcessor(processor) + ".so.1"));
      return (musl ? "linux_musl-" : "linux-") + processor;
    }

    private static String osProcessor(String processor) {
      return processor.equals("aarch_64") ? "aarch64" : processor;
    }
  }
}
