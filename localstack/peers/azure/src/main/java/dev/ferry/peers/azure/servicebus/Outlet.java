package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Fault;
import dev.ferry.simulation.Faults;
import java.util.UUID;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** A link on which a client receives from a queue, or from one session of it. */
final class Outlet implements Endpoint {
  /** The same outcome as it was asked for; with an error in it, clients would take it for one. */
  private static final DeliveryState DEAD_LETTERED = new Rejected();

  private final Sender link;
  private final Queue queue;
  private final @Nullable String session;
  private final Transactions transactions;
  private final Faults faults;
  private final Runnable cut;
  private boolean gone;

  /**
   * Made when the link is attached.
   *
   * @param session that it has; null for all messages
   * @param cut ends the connection without a word
   */
  Outlet(
      Sender link,
      Queue queue,
      @Nullable String session,
      Transactions transactions,
      Faults faults,
      Runnable cut) {
    this.link = link;
    this.queue = queue;
    this.session = session;
    this.transactions = transactions;
    this.faults = faults;
    this.cut = cut;
  }

  Queue queue() {
    return queue;
  }

  @Nullable String session() {
    return session;
  }

  Sender link() {
    return link;
  }

  /** Delivers the next message if the client has asked for one; says whether it did. */
  boolean deliver() {
    if (gone || link.getCredit() <= 0 || link.getLocalState() != EndpointState.ACTIVE) {
      return false;
    }
    return link.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED
        ? deliverForGood()
        : deliverLocked();
  }

  private boolean deliverForGood() {
    StoredMessage message = queue.takeForGood(session);
    if (message == null) {
      return false;
    }
    transfer(UUID.randomUUID(), message.bytes(null)).settle();
    return true;
  }

  private boolean deliverLocked() {
    MessageLock lock = queue.take(session, holder());
    if (lock == null) {
      return false;
    }
    transfer(lock.token(), lock.bytes());
    return true;
  }

  /** Whoever a lock is noted for: the link, which is there before the outlet is. */
  private Object holder() {
    return link;
  }

  private Delivery transfer(UUID token, byte[] bytes) {
    Delivery delivery = link.delivery(Amqp.tag(token));
    link.send(bytes, 0, bytes.length);
    link.advance();
    return delivery;
  }

  /** The client said what becomes of a message. */
  @Override
  public void onDelivery(Delivery delivery) {
    DeliveryState said = delivery.getRemoteState();
    if (!delivery.isUpdated() || said == null) {
      if (delivery.remotelySettled()) {
        delivery.settle();
      }
      return;
    }
    @Nullable DeliveryState answer;
    try {
      answer = settle(Amqp.token(delivery.getTag()), said);
    } catch (Refusal refused) {
      answer = refused.rejected();
    }
    if (answer != null) {
      delivery.disposition(answer);
      delivery.settle();
    }
  }

  /** The answer; null where the connection was cut before it. */
  private @Nullable DeliveryState settle(@Nullable UUID token, DeliveryState said) {
    if (faults.strikes(Fault.THROTTLE, "settle")) {
      throw new Refusal(Condition.BUSY, "The request was terminated because it is throttled.");
    }
    if (said instanceof TransactionalState state) {
      Outcome outcome = Outcomes.of(state.getOutcome());
      return transactions.enlist(state.getTxnId(), new Settling(token, outcome));
    }
    queue.settle(token, Outcomes.of(said));
    if (faults.strikes(Fault.LOST_RESPONSE, "settle")) {
      cut.run();
      return null;
    }
    return said instanceof Rejected ? DEAD_LETTERED : said;
  }

  @Override
  public void onFlow() {
    while (deliver()) {
      // As long as there are messages and credit.
    }
    if (link.getDrain()) {
      link.drained();
    }
  }

  @Override
  public void onGone() {
    gone = true;
    queue.leave(holder());
  }

  /** A message that is settled when its transaction ends well. */
  private final class Settling implements Transactions.Work {
    private final @Nullable UUID token;
    private final Outcome outcome;

    private Settling(@Nullable UUID token, Outcome outcome) {
      this.token = token;
      this.outcome = outcome;
    }

    @Override
    public void check() {
      queue.locked(token);
    }

    @Override
    public void apply() {
      queue.settle(token, outcome);
    }
  }
}
