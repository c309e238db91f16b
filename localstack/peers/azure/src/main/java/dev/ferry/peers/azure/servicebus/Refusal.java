package dev.ferry.peers.azure.servicebus;

import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** Something that the broker does not do, and what it says of it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Condition condition;

  Refusal(Condition condition, String text) {
    super(text);
    this.condition = condition;
  }

  static Refusal lockLost(boolean session) {
    return session
        ? new Refusal(
            Condition.SESSION_LOCK_LOST,
            "The session lock has expired or was lost; accept the session again.")
        : new Refusal(
            Condition.LOCK_LOST,
            "The lock supplied is invalid. Either the lock expired, or the message has already been"
                + " removed from the queue.");
  }

  Condition condition() {
    return condition;
  }

  ErrorCondition error() {
    return new ErrorCondition(condition.symbol(), getMessage());
  }

  Rejected rejected() {
    Rejected rejected = new Rejected();
    rejected.setError(error());
    return rejected;
  }
}
