package dev.ferry.peers.azure.servicebus;

import org.apache.qpid.proton.amqp.Symbol;

/** What Service Bus says when it refuses: the AMQP error condition, and the status of an answer. */
enum Condition {
  NOT_FOUND("amqp:not-found", 404),
  MESSAGE_NOT_FOUND("com.microsoft:message-not-found", 404),
  RULE_NOT_FOUND("com.microsoft:entity-not-found", 404),
  ALREADY_EXISTS("com.microsoft:entity-already-exists", 409),
  NOT_ALLOWED("amqp:not-allowed", 400),
  BAD_ARGUMENT("com.microsoft:argument-error", 400),
  MALFORMED("amqp:decode-error", 400),
  NOT_IMPLEMENTED("amqp:not-implemented", 501),
  TOO_LARGE("amqp:link:message-size-exceeded", 400),
  LOCK_LOST("com.microsoft:message-lock-lost", 410),
  SESSION_LOCK_LOST("com.microsoft:session-lock-lost", 410),
  SESSION_TAKEN("com.microsoft:session-cannot-be-locked", 409),
  NO_SESSION_IN_TIME("com.microsoft:timeout", 408),
  BUSY("com.microsoft:server-busy", 503),
  UNKNOWN_TRANSACTION("amqp:transaction:unknown-id", 400),
  ROLLED_BACK("amqp:transaction:rollback", 400),
  CONNECTION_FORCED("amqp:connection:forced", 500);

  private final String text;
  private final int status;

  Condition(String text, int status) {
    this.text = text;
    this.status = status;
  }

  Symbol symbol() {
    return Symbol.valueOf(text);
  }

  int status() {
    return status;
  }
}
