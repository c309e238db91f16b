package dev.ferry.peers.azure.servicebus;

import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.transaction.Declare;
import org.apache.qpid.proton.amqp.transaction.Declared;
import org.apache.qpid.proton.amqp.transaction.Discharge;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Receiver;

/** The link on which a client begins and ends transactions. */
final class Coordinating extends Inlet {
  private final Transactions transactions;

  Coordinating(Receiver link, Transactions transactions) {
    super(link);
    this.transactions = transactions;
  }

  @Override
  DeliveryState accept(Transfer transfer) {
    Object command =
        transfer.message().getBody() instanceof AmqpValue body ? body.getValue() : null;
    if (command instanceof Declare) {
      Declared declared = new Declared();
      declared.setTxnId(transactions.declare());
      return declared;
    }
    if (command instanceof Discharge discharge) {
      transactions.discharge(discharge.getTxnId(), Boolean.TRUE.equals(discharge.getFail()));
      return Accepted.getInstance();
    }
    throw new Refusal(Condition.MALFORMED, "A coordinator takes declare and discharge.");
  }
}
