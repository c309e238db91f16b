package dev.ferry.embedded;

/**
 * One consumer's hold on one message, and the receipt that settles it: itself and no other,
 * whatever it holds.
 */
final class Lease {
  private final Queue queue;
  private final Stored stored;
  private final Consumer holder;
  private final long since;

  /**
   * A hold on {@code stored}, which a message begins by naming it.
   *
   * @param since now, in nanoseconds of {@link BrokerTime}
   */
  Lease(Queue queue, Stored stored, Consumer holder, long since) {
    this.queue = queue;
    this.stored = stored;
    this.holder = holder;
    this.since = since;
  }

  boolean isOf(Queue other) {
    return queue == other;
  }

  /** Whether it is the one that the message names: not before it begins, nor when it is over. */
  boolean isCurrent() {
    return stored.lease == this;
  }

  Stored stored() {
    return stored;
  }

  Consumer holder() {
    return holder;
  }

  long since() {
    return since;
  }

  @Override
  public String toString() {
    return "Receipt[" + queue.name() + " " + stored.sequence + "]";
  }
}
