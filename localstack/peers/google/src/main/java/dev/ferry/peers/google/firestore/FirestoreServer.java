package dev.ferry.peers.google.firestore;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers Firestore clients on loopback, on a port of its own, without encryption; keeps everything
 * in memory. Safe for use by several threads.
 */
public final class FirestoreServer implements AutoCloseable {
  private static final int MOST_REQUEST_BYTES = 16 << 20;

  private final Server server;
  private final ExecutorService threads;
  private final Calls calls;

  private FirestoreServer(Server server, ExecutorService threads, Calls calls) {
    this.server = server;
    this.threads = threads;
    this.calls = calls;
  }

  /** Starts it, empty, with the machine's clock. */
  public static FirestoreServer start() {
    return start(InstantSource.system());
  }

  /**
   * Starts it, empty.
   *
   * @param clock that documents' update times are taken from; each is later than the one before,
   *     even where the clock stands
   */
  public static FirestoreServer start(InstantSource clock) {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "peer-firestore");
              thread.setDaemon(true);
              return thread;
            });
    Calls calls = new Calls();
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Server server =
          NettyServerBuilder.forAddress(anyPort)
              .executor(threads)
              .maxInboundMessageSize(MOST_REQUEST_BYTES)
              .addService(new FirestoreService(new Documents(new Ticks(clock), calls)))
              .intercept(calls)
              .build()
              .start();
      return new FirestoreServer(server, threads, calls);
    } catch (IOException noPort) {
      threads.shutdownNow();
      throw new UncheckedIOException("start Firestore on loopback", noPort);
    }
  }

  /** Where it is, as host and port: what {@code FIRESTORE_EMULATOR_HOST} has. */
  public String endpoint() {
    return "127.0.0.1:" + server.getPort();
  }

  /** The names of the calls since this was asked last, such as {@code Commit}, in order. */
  public List<String> takeCalls() {
    return calls.take();
  }

  /**
   * Refuses the next calls of a name, which change nothing.
   *
   * @param call such as {@code Commit}
   * @param status such as UNAVAILABLE or RESOURCE_EXHAUSTED
   * @param times how many of them
   */
  public void refuse(String call, Status status, int times) {
    calls.refuse(call, status, times);
  }

  /**
   * Makes the next calls of a name take effect, and answers that they are UNAVAILABLE.
   *
   * @param call such as {@code Commit}
   * @param times how many of them
   */
  public void loseAnswers(String call, int times) {
    calls.loseAnswers(call, times);
  }

  /**
   * Refuses the next writes of a document, alone or in a batch, as while others contend for it.
   *
   * @param documentId the last part of its name
   * @param status such as ABORTED or RESOURCE_EXHAUSTED
   * @param times how many of them
   */
  public void refuseWrites(String documentId, Status status, int times) {
    calls.refuseWrites(documentId, status, times);
  }

  @Override
  public void close() {
    server.shutdownNow();
    threads.shutdownNow();
  }
}
