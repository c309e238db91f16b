package dev.ferry.simulation;

/**
 * What goes wrong between a program and its broker or store. A simulated part asks {@link
 * Faults#strikes} where one of these could happen, and then behaves as described here.
 */
public enum Fault {
  /** A message is delivered once more although nothing asked for it. */
  DUPLICATE,
  /** A message overtakes one sent before it; never within an ordering key. */
  REORDER,
  /** An acknowledgement that the caller saw succeed is forgotten: the message comes back. */
  DROP_ACK,
  /** A lease ends before its time, while its owner still works. */
  LOSE_LEASE,
  /** A request is refused because of too much traffic, with nothing done. */
  THROTTLE,
  /** Some entries of a batch fail and the others succeed. */
  PARTIAL_BATCH_FAILURE,
  /** A request is carried out, and its answer never arrives. */
  LOST_RESPONSE,
  /** The process ends here: see {@link SimulatedCrash}. */
  CRASH
}
