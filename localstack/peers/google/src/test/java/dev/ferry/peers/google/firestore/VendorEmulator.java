package dev.ferry.peers.google.firestore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Firestore emulator of the Google Cloud SDK, as a process on loopback, where it is there. */
final class VendorEmulator implements AutoCloseable {
  private static final String JAR =
      "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar";
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final int port;

  private VendorEmulator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Its jar, where {@code CLOUDSDK_ROOT_DIR} or a usual place has the SDK. */
  static Optional<Path> jar() {
    return Stream.of(
            Optional.ofNullable(System.getenv("CLOUDSDK_ROOT_DIR")).orElse(""),
            "/usr/lib/google-cloud-sdk",
            "/usr/share/google-cloud-sdk",
            System.getProperty("user.home") + "/google-cloud-sdk")
        .filter(root -> !root.isEmpty())
        .map(root -> Path.of(root, JAR))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Starts it and waits until it answers. */
  static VendorEmulator start(Path jar) throws IOException, InterruptedException {
    int port = freePort();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                jar.toString(),
                "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
                "start",
                "--host=127.0.0.1",
                "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    VendorEmulator emulator = new VendorEmulator(process, port);
    emulator.awaitPort();
    return emulator;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException("the vendor's Firestore emulator did not start");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  String endpoint() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
