package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Faults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The broker as a process of its own, for clients of other languages, with what {@code judge}
 * needs; ends with a signal.
 */
public final class ServiceBusMain {
  private static final int DELIVERIES = 3;

  private ServiceBusMain() {}

  /** Starts it on the port that is given, else on one that is free, and says how it is reached. */
  public static void main(String[] arguments) throws InterruptedException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    try (ServiceBusPeer peer = ServiceBusPeer.start(InstantSource.system(), Faults.none(), port)) {
      create(peer);
      System.out.println(peer.connectionString());
      new CountDownLatch(1).await();
    }
  }

  private static void create(ServiceBusPeer peer) {
    for (String name :
        List.of("publish", "batch", "subscribe", "abandon", "defer", "schedule", "peek")) {
      peer.createQueue(QueueOptions.of(name));
    }
    peer.createQueue(QueueOptions.of("short").withLock(Duration.ofSeconds(3)));
    peer.createQueue(QueueOptions.of("sessions").withSessions());
    peer.createQueue(QueueOptions.of("poison").withMaxDeliveries(DELIVERIES));
    peer.createQueue(QueueOptions.of("duplicates").withDuplicateDetection(Duration.ofMinutes(10)));
    peer.createTopic("events", Duration.ZERO);
    peer.createSubscription("events", QueueOptions.of("all"));
    peer.createSubscription(
        "events", QueueOptions.of("paid"), new Rule("paid-only", RuleFilter.sql("kind = 'paid'")));
  }
}
