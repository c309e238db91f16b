package dev.ferry.peers.azure.servicebus;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transaction.Coordinator;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Which endpoint a link gets, and which links there are. */
final class Attaching {
  private static final String CBS = "$cbs";
  private static final String MANAGEMENT = "/$management";

  private final Broker broker;
  private final Consumer<Connection> cut;
  private final Outlets outlets = new Outlets();
  private final WaitingReceivers waiting = new WaitingReceivers();
  private final IdentityHashMap<Link, Peering> links = new IdentityHashMap<>();

  Attaching(Broker broker, Consumer<Connection> cut) {
    this.broker = broker;
    this.cut = cut;
  }

  /** Answers an attach, at once or when there is a session. */
  void attach(Link link, Peering peering) {
    link.setSource(link.getRemoteSource());
    link.setTarget(link.getRemoteTarget());
    link.setSenderSettleMode(link.getRemoteSenderSettleMode());
    link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
    links.put(link, peering);
    try {
      if (link instanceof Receiver receiver) {
        Inlet inlet = inlet(receiver, peering);
        receiver.setContext(inlet);
        inlet.open();
      } else {
        attachReceiver((Sender) link, peering);
      }
    } catch (Refusal refused) {
      refuse(link, refused);
    }
  }

  private Inlet inlet(Receiver link, Peering peering) {
    if (link.getRemoteTarget() instanceof Coordinator) {
      return new Coordinating(link, peering.transactions());
    }
    String address = address(link.getRemoteTarget() instanceof Target it ? it.getAddress() : null);
    if (address.equals(CBS)) {
      return new RequestInlet(link, request -> Answer.accepted(), peering.replies());
    }
    if (address.endsWith(MANAGEMENT)) {
      Management node = new Management(broker.entities(), managed(address));
      return new RequestInlet(link, node, peering.replies());
    }
    if (!broker.entities().exists(address)) {
      throw Entities.notFound(address);
    }
    Supplier<Destination> entity = () -> broker.entities().destination(address);
    return new EntityInlet(
        link,
        entity,
        peering.transactions(),
        broker.faults(),
        () -> cut.accept(link.getSession().getConnection()));
  }

  /** The entity whose management node an address names. */
  private String managed(String address) {
    String entity = address.substring(0, address.length() - MANAGEMENT.length());
    if (!broker.entities().exists(entity)) {
      throw Entities.notFound(entity);
    }
    return entity;
  }

  private static String address(@Nullable String given) {
    if (given == null) {
      throw new Refusal(Condition.NOT_FOUND, "The link names no address.");
    }
    return Entities.path(given);
  }

  private void attachReceiver(Sender link, Peering peering) {
    Source source = (Source) link.getRemoteSource();
    String address = address(source.getAddress());
    if (address.equals(CBS) || address.endsWith(MANAGEMENT)) {
      attachReplies(link, peering);
      return;
    }
    Queue queue = broker.entities().queue(address).orElseThrow(() -> Entities.notFound(address));
    boolean wantsSession = SessionAttach.asksFor(source);
    if (queue.options().sessions() != wantsSession) {
      throw new Refusal(
          Condition.NOT_ALLOWED,
          wantsSession
              ? "A sessionful message receiver cannot be created on an entity that does not require"
                  + " sessions."
              : "It is not possible for an entity that requires sessions to create a"
                  + " non-sessionful message receiver.");
    }
    if (!wantsSession) {
      open(link, queue, null);
    } else if (!accept(link, queue, SessionAttach.session(source))) {
      waitForSession(link, queue, SessionAttach.session(source));
    }
  }

  /** A client that names no target asks for replies by the name of its link. */
  private static void attachReplies(Sender link, Peering peering) {
    boolean named = link.getRemoteTarget() instanceof Target target && target.getAddress() != null;
    peering
        .replies()
        .add(named ? ((Target) link.getRemoteTarget()).getAddress() : link.getName(), link);
    link.open();
  }

  private void waitForSession(Sender link, Queue queue, @Nullable String wanted) {
    if (wanted != null) {
      throw new Refusal(
          Condition.SESSION_TAKEN,
          "The requested session '" + wanted + "' cannot be accepted; another receiver has it.");
    }
    waiting.add(link, queue, SessionAttach.patience(link));
  }

  private boolean accept(Sender link, Queue queue, @Nullable String wanted) {
    String session = queue.acceptSession(wanted, link);
    if (session == null) {
      return false;
    }
    SessionAttach.answer(link, session, queue.sessions().end(session).toEpochMilli());
    open(link, queue, session);
    return true;
  }

  private void open(Sender link, Queue queue, @Nullable String session) {
    Peering peering = links.get(link);
    if (peering == null) {
      return;
    }
    Outlet outlet =
        new Outlet(
            link,
            queue,
            session,
            peering.transactions(),
            broker.faults(),
            () -> cut.accept(link.getSession().getConnection()));
    link.setContext(outlet);
    link.open();
    outlets.add(outlet);
    outlet.onFlow();
  }

  private static void refuse(Link link, Refusal refused) {
    link.setSource(null);
    link.setTarget(null);
    link.setCondition(refused.error());
    link.open();
    link.close();
  }

  /** A link is gone. */
  void detach(Link link) {
    Peering peering = links.remove(link);
    if (peering == null) {
      return;
    }
    if (link instanceof Sender sender) {
      waiting.remove(sender);
      peering.replies().remove(sender);
    }
    if (link.getContext() instanceof Outlet outlet) {
      outlets.remove(outlet);
      outlet.onGone();
    }
  }

  /** A connection is gone, with its links. */
  void leave(Connection connection) {
    for (Link link : List.copyOf(links.keySet())) {
      if (link.getSession().getConnection() == connection) {
        detach(link);
      }
    }
  }

  /** A queue may have something: sessions for those that wait, messages for those that ask. */
  void deliver(Queue queue) {
    if (queue.options().sessions()) {
      waiting.offer(queue, link -> accept(link, queue, null));
    }
    outlets.deliver(queue);
  }

  /** Lets a queue see the time; receivers whose session is over lose their link. */
  void tick(Queue queue) {
    for (Object link : queue.tick()) {
      Outlet outlet = outlets.of(queue, link);
      if (outlet != null && outlet.link().getLocalState() == EndpointState.ACTIVE) {
        detach(outlet.link());
        outlet.link().setCondition(Refusal.lockLost(true).error());
        outlet.link().close();
      }
    }
  }

  /** Refuses those that waited for a session as long as they wanted to. */
  void refuseImpatient() {
    for (Sender link : waiting.pollImpatient()) {
      refuse(
          link,
          new Refusal(
              Condition.NO_SESSION_IN_TIME,
              "The operation did not complete within the allotted timeout."));
    }
  }
}
