package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker whose every answer takes its time. */
class SlowWireTest {
  private static final long ONE_WAY_MILLIS = 350;

  private final ServiceBusPeer peer = ServiceBusPeer.start();
  private final ServerSocket entrance = opened();
  private final ScheduledExecutorService carriers = Executors.newScheduledThreadPool(1);

  @AfterEach
  void close() throws IOException {
    entrance.close();
    carriers.shutdownNow();
    peer.close();
  }

  private static ServerSocket opened() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
  }

  private void start(Wired task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | RejectedExecutionException cut) {
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entrance.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), peer.port());
      start(() -> carry(client.getInputStream(), server));
      start(() -> carry(server.getInputStream(), client));
    }
  }

  private void carry(InputStream from, Socket to) throws IOException {
    byte[] buffer = new byte[1 << 16];
    OutputStream out = to.getOutputStream();
    for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
      byte[] chunk = Arrays.copyOf(buffer, length);
      var unused =
          carriers.schedule(
              () -> {
                out.write(chunk);
                out.flush();
                return true;
              },
              ONE_WAY_MILLIS,
              TimeUnit.MILLISECONDS);
    }
    to.close();
  }

  /** Nobody is told that there is nothing before the broker could say so. */
  @Test
  void firstReceive_waitsForALinkThatTakesLongToAttach() {
    Address queue = new PeerAdmin(peer).createQueue(QueueSpec.standard("orders"));
    try (Messaging near =
            Messaging.builder().provider(ServiceBusProvider.of(peer.connectionString())).build();
        Publisher publisher = near.publisher(queue.toString())) {
      publisher.publish(Message.of("order"));
    }
    start(this::accept);
    String far = peer.connectionString().replace(":" + peer.port(), ":" + entrance.getLocalPort());
    try (Messaging messaging = Messaging.builder().provider(ServiceBusProvider.of(far)).build();
        Subscription subscription = messaging.subscription(queue.toString())) {
      assertThat(subscription.receive(1, Duration.ZERO)).hasSize(1);
    }
  }

  private interface Wired {
    void run() throws IOException;
  }
}
