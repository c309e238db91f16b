package dev.ferry.peers.google.pubsub;

import dev.ferry.simulation.Faults;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Pub/Sub server on loopback. Safe for use by any number of threads; closing it forgets
 * everything.
 *
 * <p>The faults that it knows, by the points at which they strike:
 *
 * <ul>
 *   <li>{@code THROTTLE}: at {@link #PUBLISH}, {@link #ACK}, {@link #MODIFY} and {@link #MANAGE}, a
 *       call is refused with RESOURCE_EXHAUSTED and nothing is done.
 *   <li>{@code LOST_RESPONSE}: at the same points, a call is carried out and answered UNAVAILABLE.
 *   <li>{@code DROP_ACK}: at {@link #ACK}, an ack is forgotten.
 *   <li>{@code DUPLICATE}: at {@link #DELIVER}, a subscription holds a message twice.
 *   <li>{@code LOSE_LEASE}: at {@link #DELIVER}, a lease ends at once.
 * </ul>
 */
public final class PubSubServer implements AutoCloseable {
  /** Messages are published. */
  public static final String PUBLISH = "publish";

  /** Messages are stored for a subscription, or given out. */
  public static final String DELIVER = "deliver";

  /** Messages are acked. */
  public static final String ACK = "acknowledge";

  /** Leases are changed. */
  public static final String MODIFY = "modify-ack-deadline";

  /** Topics and subscriptions are made, changed, looked up or removed; or a seek. */
  public static final String MANAGE = "manage";

  private static final int INBOUND_BYTES = Checks.REQUEST_BYTES + (1 << 20);
  private static final long CLOSING_SECONDS = 5;

  private final Server server;
  private final Broker broker;
  private final Pusher pusher;
  private final TokenIssuer issuer;
  private final @Nullable ScheduledExecutorService ownTimers;

  private PubSubServer(Builder wanted) throws IOException {
    ScheduledExecutorService timers = wanted.timers;
    ownTimers =
        timers == null
            ? Executors.newSingleThreadScheduledExecutor(Daemons.named("peer-pubsub-timers"))
            : null;
    ServerTime time =
        new ServerTime(wanted.clock, timers == null ? Objects.requireNonNull(ownTimers) : timers);
    issuer = TokenIssuer.start(wanted.clock);
    pusher = new Pusher(issuer);
    broker = new Broker(time, wanted.faults, pusher);
    Call call = new Call(wanted.faults);
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted.port))
            .directExecutor()
            .maxInboundMessageSize(INBOUND_BYTES)
            .addService(new PublisherService(broker, call))
            .addService(new SubscriberService(broker, time, call))
            .build()
            .start();
  }

  /** Starts one on a port of its own, in the machine's time, without faults. */
  public static PubSubServer start() {
    return builder().start();
  }

  /** One with other time, faults or port. */
  public static Builder builder() {
    return new Builder();
  }

  /** Host and port, as {@code PUBSUB_EMULATOR_HOST} wants it. */
  public String endpoint() {
    return "127.0.0.1:" + server.getPort();
  }

  /** What a process needs in its environment for the clients to find it. */
  public Map<String, String> environment() {
    return Map.of("PUBSUB_EMULATOR_HOST", endpoint());
  }

  /** Who signs the tokens of its push requests. */
  public TokenIssuer issuer() {
    return issuer;
  }

  /** How much a subscription holds. */
  public Held held(String subscription) {
    return broker.with(subscription, Feed::held);
  }

  /**
   * How much a subscription holds.
   *
   * @param messages that are not acked
   * @param leased those of them that somebody has
   */
  public record Held(int messages, int leased) {}

  @Override
  public void close() {
    server.shutdownNow();
    pusher.close();
    issuer.close();
    if (ownTimers != null) {
      ownTimers.shutdownNow();
    }
    try {
      boolean unused = server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** How a server is to be. */
  public static final class Builder {
    private InstantSource clock = InstantSource.system();
    private @Nullable ScheduledExecutorService timers;
    private Faults faults = Faults.none();
    private int port;

    private Builder() {}

    /** The server's time, and what runs its timers; the caller keeps both. */
    public Builder time(InstantSource newClock, ScheduledExecutorService newTimers) {
      clock = newClock;
      timers = newTimers;
      return this;
    }

    /** What goes wrong. */
    public Builder faults(Faults newFaults) {
      faults = newFaults;
      return this;
    }

    /** The port on loopback; 0 for any that is free. */
    public Builder port(int newPort) {
      port = newPort;
      return this;
    }

    /** Starts it, without topics. */
    public PubSubServer start() {
      try {
        return new PubSubServer(this);
      } catch (IOException noPort) {
        throw new UncheckedIOException("start Pub/Sub on loopback, port " + port, noPort);
      }
    }
  }
}
