package dev.ferry.messaging;

/** What went wrong, in words that every broker shares; callers branch on these, never on text. */
public enum ErrorCode {
  /** The queue, topic, subscription or message does not exist. */
  NOT_FOUND,
  /** A resource to be created is there already, with other settings. */
  ALREADY_EXISTS,
  /** The caller's argument can never work here: too large, malformed, outside the range. */
  INVALID_ARGUMENT,
  /** The credentials do not allow it. */
  PERMISSION_DENIED,
  /** A quota, a rate or a buffer is full; later it may work. */
  RESOURCE_EXHAUSTED,
  /** The state does not allow it: a lease that is over, an earlier message of a key that failed. */
  FAILED_PRECONDITION,
  /** The service cannot be reached or says that it is not available; later it may work. */
  UNAVAILABLE,
  /** No answer within the time allowed: it may or may not have happened. */
  DEADLINE_EXCEEDED,
  /** The caller gave up: closed or interrupted. */
  CANCELLED,
  /** This broker or host cannot do it; {@link Capabilities} said so. */
  UNSUPPORTED,
  /** None of the others. */
  UNKNOWN
}
