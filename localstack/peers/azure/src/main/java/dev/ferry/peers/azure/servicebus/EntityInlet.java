package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Fault;
import dev.ferry.simulation.Faults;
import java.util.List;
import java.util.function.Supplier;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** A link on which a client sends to a queue or topic. */
final class EntityInlet extends Inlet {
  private final Supplier<Destination> entity;
  private final Transactions transactions;
  private final Faults faults;
  private final Runnable cut;

  /**
   * Made when the link is attached.
   *
   * @param entity finds what it sends to, which may be deleted meanwhile
   */
  EntityInlet(
      Receiver link,
      Supplier<Destination> entity,
      Transactions transactions,
      Faults faults,
      Runnable cut) {
    super(link);
    this.entity = entity;
    this.transactions = transactions;
    this.faults = faults;
    this.cut = cut;
  }

  @Override
  @Nullable DeliveryState accept(Transfer transfer) {
    if (faults.strikes(Fault.THROTTLE, "send")) {
      throw new Refusal(Condition.BUSY, "The request was terminated because it is throttled.");
    }
    List<Message> messages = transfer.messages();
    if (transfer.state() instanceof TransactionalState state) {
      return transactions.enlist(state.getTxnId(), new Sending(messages));
    }
    Destination destination = entity.get();
    messages.forEach(destination::check);
    messages.forEach(destination::send);
    if (faults.strikes(Fault.LOST_RESPONSE, "send")) {
      cut.run();
      return null;
    }
    return Accepted.getInstance();
  }

  /** Messages that are sent when their transaction ends well. */
  private final class Sending implements Transactions.Work {
    private final List<Message> messages;

    private Sending(List<Message> messages) {
      this.messages = messages;
    }

    @Override
    public void check() {
      messages.forEach(entity.get()::check);
    }

    @Override
    public void apply() {
      messages.forEach(entity.get()::send);
    }
  }
}
