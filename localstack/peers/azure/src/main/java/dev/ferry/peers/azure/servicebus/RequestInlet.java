package dev.ferry.peers.azure.servicebus;

import java.util.function.Function;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** A link on which a client asks a node: {@code $cbs}, or the management of an entity. */
final class RequestInlet extends Inlet {
  private final Function<Message, Answer> node;
  private final Replies replies;

  RequestInlet(Receiver link, Function<Message, Answer> node, Replies replies) {
    super(link);
    this.node = node;
    this.replies = replies;
  }

  @Override
  DeliveryState accept(Transfer transfer) {
    Message request = transfer.message();
    Answer answer;
    if (transfer.state() instanceof TransactionalState) {
      answer =
          Answer.refused(
              new Refusal(
                  Condition.NOT_IMPLEMENTED,
                  "This peer has transactions of sends and settlements on links only."));
    } else {
      answer = answered(request);
    }
    replies.send(request.getReplyTo(), Amqp.encode(answer.to(request)));
    return Accepted.getInstance();
  }

  private Answer answered(Message request) {
    try {
      return node.apply(request);
    } catch (Refusal refused) {
      return Answer.refused(refused);
    } catch (ClassCastException | NullPointerException malformed) {
      return Answer.refused(
          new Refusal(Condition.BAD_ARGUMENT, "The request lacks something: " + malformed));
    }
  }
}
