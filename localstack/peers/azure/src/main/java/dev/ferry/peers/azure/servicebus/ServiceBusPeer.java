package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.reactor.Reactor;
import org.apache.qpid.proton.reactor.impl.AcceptorImpl;

/**
 * A Service Bus namespace in this JVM: AMQP on a port of loopback, plain, no authorisation,
 * everything in memory and gone with it. SDKs reach it by {@link #connectionString()}.
 *
 * <p>Time is a clock's: with a {@link dev.ferry.simulation.VirtualClock}, locks end and scheduled
 * messages appear when it is advanced, within {@value #TICK_MILLIS} ms. Faults strike at these
 * points: {@code send} (THROTTLE, LOST_RESPONSE), {@code settle} (THROTTLE, LOST_RESPONSE,
 * DROP_ACK), {@code deliver} (LOSE_LEASE).
 *
 * <p>Safe for use by any number of threads. Closing it ends its thread and its connections.
 */
public final class ServiceBusPeer implements AutoCloseable {
  private static final int TICK_MILLIS = 10;
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final String HOST = "127.0.0.1";

  private final Broker broker;
  private final Wire wire;
  private final Reactor reactor;
  private final AcceptorImpl acceptor;
  private final int port;
  private final Thread thread;
  private volatile boolean closed;

  private ServiceBusPeer(Broker broker, int wantedPort) throws IOException {
    this.broker = broker;
    this.wire = new Wire(broker);
    this.reactor = Proton.reactor(new BaseHandler());
    reactor.setTimeout(TICK_MILLIS);
    this.acceptor = (AcceptorImpl) reactor.acceptor(HOST, wantedPort, wire);
    this.port = acceptor.getPortNumber();
    reactor.schedule(TICK_MILLIS, new Ticking());
    this.thread = new Thread(this::run, "servicebus-peer");
    thread.setDaemon(true);
  }

  /** Starts an empty namespace in the machine's time on a port that is free. */
  public static ServiceBusPeer start() {
    return start(InstantSource.system(), Faults.none(), 0);
  }

  /**
   * Starts an empty namespace.
   *
   * @param clock its time
   * @param faults what goes wrong
   * @param port to listen on; 0 for one that is free
   * @throws UncheckedIOException when it cannot listen there
   */
  public static ServiceBusPeer start(InstantSource clock, Faults faults, int port) {
    try {
      ServiceBusPeer peer = new ServiceBusPeer(new Broker(clock, faults), port);
      peer.thread.start();
      return peer;
    } catch (IOException failed) {
      throw new UncheckedIOException("listen on " + HOST + ":" + port, failed);
    }
  }

  private void run() {
    reactor.start();
    while (!closed && reactor.process()) {
      // Until it is closed.
    }
    acceptor.close();
    wire.cutAll();
    reactor.stop();
    reactor.process();
    reactor.free();
  }

  /** What SDKs take; the key opens nothing. */
  public String connectionString() {
    return "Endpoint=sb://%s:%d;SharedAccessKeyName=RootManageSharedAccessKey;"
            .formatted(HOST, port)
        + "SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
  }

  /** What it keeps. */
  Broker broker() {
    return broker;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /**
   * Makes a queue.
   *
   * @throws IllegalStateException when there is one of that name, or a topic
   */
  public void createQueue(QueueOptions options) {
    change(entities -> entities.createQueue(options));
  }

  /**
   * Makes a topic.
   *
   * @param duplicates how long message ids are remembered; zero for never
   * @throws IllegalStateException when there is one of that name, or a queue
   */
  public void createTopic(String name, Duration duplicates) {
    change(entities -> entities.createTopic(name, duplicates));
  }

  /**
   * Makes a subscription, with the rule that lets everything in where none is given.
   *
   * @throws IllegalStateException when the topic is not there or has one of that name
   */
  public void createSubscription(String topic, QueueOptions options, Rule... rules) {
    List<Rule> all = rules.length == 0 ? List.of(Rule.ALL) : List.of(rules);
    change(entities -> entities.createSubscription(topic, options, all));
  }

  /**
   * Removes a queue, topic or subscription ({@code topic/subscriptions/name}) with all it holds;
   * nothing happens when it is not there.
   */
  public void delete(String path) {
    change(entities -> entities.delete(path));
  }

  private void change(Consumer<Entities> change) {
    broker.guarded(
        () -> {
          try {
            change.accept(broker.entities());
          } catch (Refusal refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
          }
          return null;
        });
  }

  /** How much a queue, subscription or dead-letter queue holds; empty when it is not there. */
  public Optional<Counts> counts(String path) {
    return broker.guarded(() -> broker.entities().queue(path).map(Queue::counts));
  }

  /** How much every queue holds, by its name. */
  public Map<String, Counts> counts() {
    return broker.guarded(() -> broker.entities().counts());
  }

  /** How many connections clients have opened since it started. */
  public long connections() {
    return wire.opened();
  }

  /**
   * Cuts every connection, as a network does; links, sessions and open transactions end with it.
   * Returns when they are cut, which is at the next tick, or when the thread is interrupted.
   */
  public void dropConnections() {
    CountDownLatch dropped = wire.dropConnections();
    try {
      if (!dropped.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the peer's thread does not run");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; waits for its thread for some seconds at most. */
  @Override
  public void close() {
    closed = true;
    reactor.wakeup();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows the time to the broker, again and again. */
  private final class Ticking extends BaseHandler {
    @Override
    public void onTimerTask(Event event) {
      wire.tick();
      reactor.schedule(TICK_MILLIS, this);
    }
  }
}
