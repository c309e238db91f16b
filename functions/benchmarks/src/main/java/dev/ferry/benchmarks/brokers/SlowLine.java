package dev.ferry.benchmarks.brokers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A line to a server on this machine whose every byte arrives as late as from one far away, both
 * ways together; connections are as many as wanted. Loopback only.
 */
public final class SlowLine implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final URI server;
  private final long nanos;

  private SlowLine(URI server, Duration roundTrip) throws IOException {
    this.server = server;
    this.nanos = roundTrip.toNanos();
  }

  /** A line to a server of this machine. */
  public static SlowLine to(URI server, Duration roundTrip) throws IOException {
    SlowLine line = new SlowLine(server, roundTrip);
    daemon(line::accept);
    return line;
  }

  /** Its near end, for HTTP. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The port of its near end. */
  public int port() {
    return entrance.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        client.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        carry(client.getInputStream(), far, nanos);
        carry(far.getInputStream(), client, 0);
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void carry(InputStream from, Socket to, long nanos) {
    BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
    daemon(() -> read(from, underWay, nanos));
    daemon(() -> write(underWay, to));
  }

  private static void read(InputStream from, BlockingQueue<Chunk> underWay, long nanos) {
    byte[] buffer = new byte[CHUNK_BYTES];
    int length = 0;
    while (length >= 0) {
      try {
        length = from.read(buffer);
      } catch (IOException cut) {
        length = -1;
      }
      underWay.add(
          new Chunk(Arrays.copyOf(buffer, Math.max(0, length)), length, System.nanoTime() + nanos));
    }
  }

  private static void write(BlockingQueue<Chunk> underWay, Socket to) {
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Chunk next = underWay.take(); next.length >= 0; next = underWay.take()) {
        for (long left = next.due - System.nanoTime();
            left > 0;
            left = next.due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        out.write(next.bytes);
        out.flush();
      }
    } catch (IOException cut) {
      return;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "slow-line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException notClosed) {
      throw new UncheckedIOException(notClosed);
    }
  }

  /** What was read at once; of length -1 at the end. */
  private static final class Chunk {
    private final byte[] bytes;
    private final int length;
    private final long due;

    private Chunk(byte[] bytes, int length, long due) {
      this.bytes = bytes;
      this.length = length;
      this.due = due;
    }
  }
}
