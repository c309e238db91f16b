package dev.ferry.peers.google.pubsub;

import java.util.concurrent.CountDownLatch;

/** The server as a process of its own, for clients of other languages; ends with a signal. */
public final class PubSubMain {
  private PubSubMain() {}

  /** Starts it on the port that is given, else on one that is free, and says where it is. */
  public static void main(String[] arguments) throws InterruptedException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    try (PubSubServer server = PubSubServer.builder().port(port).start()) {
      System.out.println("Pub/Sub on " + server.endpoint());
      new CountDownLatch(1).await();
    }
  }
}
