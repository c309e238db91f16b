package dev.ferry.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.samples.aws.OrdersOnLambda;
import dev.ferry.samples.azure.OrdersOnAzure;
import dev.ferry.samples.google.OrdersOnGoogle;
import dev.ferry.samples.orders.OrdersApp;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order system's handlers are the same bytes wherever they are deployed. */
class OneHandlersJarTest {
  private static final Map<String, Class<?>> ENTRIES =
      Map.of(
          "aws", OrdersOnLambda.class,
          "google", OrdersOnGoogle.class,
          "azure", OrdersOnAzure.class);

  @TempDir private Path folder;

  static Stream<Layout> layouts() {
    return ServiceLoader.load(Layout.class).stream().map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void artefactOfAnyCloud_holdsTheHandlersAsTheyWereBuilt(Layout layout) throws IOException {
    Artefact handlers = Artefact.of(List.of(locationOf(OrdersApp.class)));
    Path zip = folder.resolve("function.zip");
    Artefact.of(classPath(layout.name())).write(zip, layout, folder);
    Path unpacked = folder.resolve("unpacked");
    Artefact.unzip(zip, unpacked);

    Artefact deployed = Artefact.of(List.of(unpacked.resolve(layout.jar())));

    assertThat(handlers.names()).contains("dev/ferry/samples/orders/OrdersApp.class");
    assertThat(digest(deployed, handlers)).isEqualTo(digest(handlers, handlers));
  }

  /** Ferry's own modules, with the sample of one cloud alone. */
  private static List<Path> classPath(String cloud) {
    List<Path> others =
        ENTRIES.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(cloud))
            .map(entry -> locationOf(entry.getValue()))
            .toList();
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(element -> !element.isEmpty())
        .map(Path::of)
        .filter(element -> !others.contains(element))
        .filter(element -> Files.isDirectory(element) || isSmall(element))
        .filter(element -> !element.endsWith("test-classes"))
        .toList();
  }

  private static boolean isSmall(Path jar) {
    String name = String.valueOf(jar.getFileName());
    return name.startsWith("ferry-") || name.startsWith("azure-functions-java");
  }

  /** SHA-256 of names and contents; service files are merged with those of others. */
  private static String digest(Artefact of, Artefact handlers) {
    MessageDigest digest = sha256();
    for (String name : handlers.names()) {
      if (!name.startsWith("META-INF/services/")) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(of.content(name));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
