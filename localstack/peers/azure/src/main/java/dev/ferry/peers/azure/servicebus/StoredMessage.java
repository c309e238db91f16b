package dev.ferry.peers.azure.servicebus;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** A message in a queue, and what the queue knows of it. */
final class StoredMessage {
  /** As the wire numbers them. */
  enum State {
    ACTIVE(0),
    DEFERRED(1),
    SCHEDULED(2);

    private final int number;

    State(int number) {
      this.number = number;
    }
  }

  private static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
  private static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");
  private static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");
  private static final Symbol SCHEDULED_TIME = Symbol.valueOf("x-opt-scheduled-enqueue-time");
  private static final Symbol DEAD_LETTER_SOURCE = Symbol.valueOf("x-opt-deadletter-source");
  private static final Symbol MESSAGE_STATE = Symbol.valueOf("x-opt-message-state");

  private final Message content;
  private final long sequence;
  private final Instant storedAt;
  private final Instant expiresAt;
  private State state;
  private int failures;

  StoredMessage(Message content, long sequence, Instant storedAt, Instant expiresAt, State state) {
    this.content = content;
    this.sequence = sequence;
    this.storedAt = storedAt;
    this.expiresAt = expiresAt;
    this.state = state;
  }

  /** When a sender wants it to appear; null for now. */
  static @Nullable Instant scheduledFor(Message content) {
    MessageAnnotations annotations = content.getMessageAnnotations();
    Object time = annotations == null ? null : annotations.getValue().get(SCHEDULED_TIME);
    return time instanceof Date date ? date.toInstant() : null;
  }

  Message content() {
    return content;
  }

  long sequence() {
    return sequence;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  @Nullable String session() {
    return content.getGroupId();
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  int failures() {
    return failures;
  }

  /** Takes over the count of the queue that dead-lettered it. */
  StoredMessage failed(int times) {
    failures += times;
    return this;
  }

  void change(Map<String, Object> changes) {
    if (!changes.isEmpty()) {
      Map<String, Object> properties = new LinkedHashMap<>(properties());
      properties.putAll(changes);
      content.setApplicationProperties(new ApplicationProperties(properties));
    }
  }

  private Map<String, Object> properties() {
    return Amqp.properties(content);
  }

  /** Says where it was dead-lettered. */
  void comesFrom(String queue) {
    annotate(Map.of(DEAD_LETTER_SOURCE, queue));
  }

  /** The bytes of a delivery. */
  byte[] bytes(@Nullable Instant lockedUntil) {
    if (content.getHeader() == null) {
      content.setHeader(new Header());
    }
    content.setDeliveryCount(failures);
    Map<Symbol, Object> ours = new LinkedHashMap<>();
    ours.put(SEQUENCE_NUMBER, sequence);
    ours.put(ENQUEUED_TIME, Date.from(storedAt));
    ours.put(MESSAGE_STATE, state.number);
    if (lockedUntil != null) {
      ours.put(LOCKED_UNTIL, Date.from(lockedUntil));
    }
    annotate(ours);
    return Amqp.encode(content);
  }

  private void annotate(Map<Symbol, Object> more) {
    MessageAnnotations before = content.getMessageAnnotations();
    Map<Symbol, Object> annotations =
        before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before.getValue());
    annotations.putAll(more);
    content.setMessageAnnotations(new MessageAnnotations(annotations));
  }
}
