package dev.ferry.peers.azure.servicebus;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.impl.TransportImpl;

/**
 * The events of every connection, each handled while the broker is guarded; after each, what has
 * become ready is delivered. All of it happens in the reactor's thread.
 */
final class Wire extends BaseHandler {
  private static final int SESSION_BYTES = 1 << 22;

  private final Broker broker;
  private final Attaching attaching;
  private final IdentityHashMap<Connection, Peering> connections = new IdentityHashMap<>();
  private final List<CountDownLatch> drops = new ArrayList<>();
  private final AtomicLong opened = new AtomicLong();

  Wire(Broker broker) {
    this.broker = broker;
    this.attaching = new Attaching(broker, this::cut);
  }

  @Override
  public void handle(Event event) {
    guarded(() -> super.handle(event));
  }

  private void guarded(Runnable work) {
    broker.guarded(
        () -> {
          work.run();
          broker.pollChanged().forEach(attaching::deliver);
          return null;
        });
  }

  /** What the time has brought, to entities and to receivers that wait for a session. */
  void tick() {
    guarded(
        () -> {
          if (!drops.isEmpty()) {
            cutAll();
            drops.forEach(CountDownLatch::countDown);
            drops.clear();
          }
          broker.entities().all().forEach(attaching::tick);
          attaching.refuseImpatient();
        });
  }

  /** How many connections there were. */
  long opened() {
    return opened.get();
  }

  /** Ends every connection at the next tick, which counts the latch down. */
  CountDownLatch dropConnections() {
    CountDownLatch dropped = new CountDownLatch(1);
    broker.guarded(() -> drops.add(dropped));
    return dropped;
  }

  /** Ends every connection now; for the reactor's thread. */
  void cutAll() {
    guarded(() -> List.copyOf(connections.keySet()).forEach(this::cut));
  }

  /** Ends a connection without answering what is still open on it. */
  private void cut(Connection connection) {
    leave(connection);
    connection.setCondition(
        new Refusal(Condition.CONNECTION_FORCED, "The connection was closed by the peer.").error());
    connection.close();
  }

  @Override
  public void onConnectionRemoteOpen(Event event) {
    Connection connection = event.getConnection();
    answerAtOnce(connection);
    connections.put(connection, new Peering());
    opened.incrementAndGet();
    connection.setContainer("ferry-servicebus-peer");
    connection.open();
  }

  /** The kernel would keep an answer until the one before is acknowledged, which takes 40 ms. */
  private static void answerAtOnce(Connection connection) {
    if (connection.getTransport() instanceof TransportImpl transport
        && transport.getSelectable().getChannel() instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      } catch (IOException gone) {
        // Whoever opened it has closed it.
      }
    }
  }

  @Override
  public void onConnectionRemoteClose(Event event) {
    leave(event.getConnection());
    event.getConnection().close();
  }

  @Override
  public void onTransportClosed(Event event) {
    if (event.getConnection() != null) {
      leave(event.getConnection());
    }
  }

  private void leave(Connection connection) {
    if (connections.remove(connection) != null) {
      attaching.leave(connection);
    }
  }

  @Override
  public void onSessionRemoteOpen(Event event) {
    event.getSession().setIncomingCapacity(SESSION_BYTES);
    event.getSession().open();
  }

  @Override
  public void onSessionRemoteClose(Event event) {
    event.getSession().close();
  }

  @Override
  public void onLinkRemoteOpen(Event event) {
    Peering peering = connections.get(event.getConnection());
    if (peering != null) {
      attaching.attach(event.getLink(), peering);
    }
  }

  @Override
  public void onLinkRemoteClose(Event event) {
    gone(event.getLink());
    event.getLink().close();
  }

  @Override
  public void onLinkRemoteDetach(Event event) {
    gone(event.getLink());
    event.getLink().detach();
  }

  private void gone(Link link) {
    attaching.detach(link);
  }

  @Override
  public void onLinkFlow(Event event) {
    if (event.getLink().getContext() instanceof Endpoint endpoint) {
      endpoint.onFlow();
    }
  }

  @Override
  public void onDelivery(Event event) {
    boolean cut = !connections.containsKey(event.getLink().getSession().getConnection());
    if (!cut && event.getLink().getContext() instanceof Endpoint endpoint) {
      endpoint.onDelivery(event.getDelivery());
    }
  }
}
