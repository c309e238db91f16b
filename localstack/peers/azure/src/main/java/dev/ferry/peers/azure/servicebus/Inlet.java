package dev.ferry.peers.azure.servicebus;

import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.jspecify.annotations.Nullable;

/** A link on which a client sends: each transfer is answered and settled. */
abstract class Inlet implements Endpoint {
  private static final int CREDIT = 1000;

  private final Receiver link;

  Inlet(Receiver link) {
    this.link = link;
  }

  void open() {
    link.setMaxMessageSize(UnsignedLong.valueOf(Amqp.MAX_MESSAGE_BYTES));
    link.open();
    link.flow(CREDIT);
  }

  Receiver link() {
    return link;
  }

  /**
   * Does what a transfer asks.
   *
   * @return the answer; null where the connection was cut before it
   * @throws Refusal when it is rejected
   */
  abstract @Nullable DeliveryState accept(Transfer transfer);

  @Override
  public void onDelivery(Delivery delivery) {
    if (Transfer.isTooLarge(delivery)) {
      link.setCondition(new Refusal(Condition.TOO_LARGE, "The transfer is too large.").error());
      link.close();
      return;
    }
    if (!delivery.isReadable() || delivery.isPartial()) {
      return;
    }
    @Nullable DeliveryState answer;
    try {
      answer = accept(Transfer.take(link, delivery));
    } catch (Refusal refused) {
      answer = refused.rejected();
    }
    if (answer != null) {
      delivery.disposition(answer);
      delivery.settle();
      link.flow(1);
    }
  }
}
