package dev.ferry.host.azure;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives a function what a queue has at the moment, as one batch after the other: all of it is
 * complete when it returned, and all of it is abandoned when it did not.
 */
final class BatchFeed implements Feed {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final ServiceBusReceiverClient queue;
  private final int most;
  private final ServiceBusFunctionCalls calls;
  private final Consumer<String> log;
  private final Thread thread;
  private volatile boolean closed;

  private BatchFeed(
      ServiceBusReceiverClient queue,
      int most,
      ServiceBusFunctionCalls calls,
      Consumer<String> log) {
    this.queue = queue;
    this.most = most;
    this.calls = calls;
    this.log = log;
    this.thread = new Thread(this::run, "ferry-batches-" + calls.function().name());
    thread.setDaemon(true);
  }

  static BatchFeed of(
      ServiceBusClientBuilder bus,
      String queue,
      HostFile host,
      ServiceBusFunctionCalls calls,
      Consumer<String> log) {
    return new BatchFeed(
        bus.receiver()
            .queueName(queue)
            .disableAutoComplete()
            .prefetchCount(host.prefetchCount())
            .maxAutoLockRenewDuration(host.lockRenewal())
            .buildClient(),
        host.maxMessageBatchSize(),
        calls,
        log);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        List<ServiceBusReceivedMessage> batch = queue.receiveMessages(most, WAIT).stream().toList();
        if (!batch.isEmpty()) {
          settle(batch);
        }
      } catch (RuntimeException broken) {
        if (!closed) {
          log.accept("receive a batch: " + broken.getMessage());
        }
      }
    }
  }

  private void settle(List<ServiceBusReceivedMessage> batch) {
    boolean returned = true;
    try {
      calls.call(batch);
    } catch (Worker.InvocationFailed told) {
      returned = false;
    }
    for (ServiceBusReceivedMessage message : batch) {
      if (returned) {
        queue.complete(message);
      } else {
        queue.abandon(message);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    queue.close();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
