package dev.ferry.peers.azure.servicebus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;

/** The open transactions of one connection; they end with it, and nothing of them has happened. */
final class Transactions {
  /** A part of a transaction. */
  interface Work {
    /**
     * Checks that it can still be done.
     *
     * @throws Refusal when it cannot
     */
    void check();

    /** Does it. */
    void apply();
  }

  private static final int MOST_PARTS = 100;

  private final Map<Binary, List<Work>> open = new HashMap<>();
  private final Map<Binary, Refusal> failed = new HashMap<>();

  Binary declare() {
    Binary id = new Binary(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    open.put(id, new ArrayList<>());
    return id;
  }

  /**
   * Makes work part of a transaction.
   *
   * @return what the answer to it says
   * @throws Refusal when there is no such transaction, or the work cannot be done; it is rolled
   *     back then
   */
  TransactionalState enlist(Binary id, Work work) {
    List<Work> parts = parts(id);
    try {
      work.check();
      if (parts.size() == MOST_PARTS) {
        throw new Refusal(Condition.NOT_ALLOWED, "A transaction has at most 100 messages.");
      }
    } catch (Refusal refused) {
      failed.put(id, refused);
      throw refused;
    }
    parts.add(work);
    TransactionalState enlisted = new TransactionalState();
    enlisted.setTxnId(id);
    enlisted.setOutcome(Accepted.getInstance());
    return enlisted;
  }

  /**
   * Ends a transaction: all of its work is done, or nothing.
   *
   * @throws Refusal when it had to be rolled back
   */
  void discharge(Binary id, boolean rollBack) {
    List<Work> parts = parts(id);
    open.remove(id);
    Refusal refused = failed.remove(id);
    if (rollBack) {
      return;
    }
    try {
      if (refused != null) {
        throw refused;
      }
      parts.forEach(Work::check);
    } catch (Refusal one) {
      throw new Refusal(Condition.ROLLED_BACK, "Rolled back: " + one.getMessage());
    }
    parts.forEach(Work::apply);
  }

  private List<Work> parts(Binary id) {
    List<Work> parts = open.get(id);
    if (parts == null) {
      throw new Refusal(Condition.UNKNOWN_TRANSACTION, "The transaction is not open.");
    }
    return parts;
  }
}
