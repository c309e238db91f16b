package dev.ferry.topology;

/** How closely a redelivery must keep to the backoff. */
public enum RedeliveryDelay {
  /** To the backoff that the policy computes; a host that cannot delay so is refused. */
  EXACT,
  /** As near as the host's broker comes: some have one backoff for all messages, or none. */
  BROKER
}
