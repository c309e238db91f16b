package dev.ferry.operations;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker with the queues of the handler "payment", a clock, and someone who handles letters. */
final class Desk {
  static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  final VirtualClock clock = VirtualClock.startingAt(BEGAN);
  final List<Duration> pauses = new ArrayList<>();
  final MemoryBroker broker;
  final Messaging messaging;

  Desk() {
    this(Peek.NATIVE);
  }

  Desk(Peek peek) {
    broker = new MemoryBroker(clock, peek);
    Timeline timeline = Timeline.of(clock, clock.scheduler());
    messaging = Messaging.builder().provider(broker).timeline(timeline).build();
  }

  /** Of the queue "dlq"; to "orders" and, when their rounds are over, to "park". */
  DeadLetters letters() {
    return builder("dlq").parkTo(messaging.publisher("mem:park")).build();
  }

  DeadLetters.Builder builder(String queue) {
    return DeadLetters.builder()
        .from(messaging.subscription("mem:" + queue))
        .redriveTo("payment", messaging.publisher("mem:orders"))
        .timeline(messaging.timeline())
        .pause(this::pause)
        .emptyAfter(Duration.ZERO);
  }

  private void pause(Duration duration) {
    pauses.add(duration);
    clock.advance(duration);
  }

  /** A letter as a handler's failure leaves it, about to begin round 1. */
  void dead(String id) {
    dead(id, 1, Reason.ATTEMPTS_EXHAUSTED);
  }

  void dead(String id, int round, Reason reason) {
    dead(id, round, reason, "payment", new IllegalStateException("no answer"));
  }

  void dead(String id, int round, Reason reason, String handler, Throwable failure) {
    dead("dlq", letter(id, round, reason, handler, failure));
  }

  void dead(String queue, Message letter) {
    messaging.publisher("mem:" + queue).forward(letter);
  }

  Message letter(String id, int round, Reason reason, String handler, Throwable failure) {
    Instant now = clock.instant();
    ShortEnvelope summary =
        new ShortEnvelope(reason.name(), failure.getClass().getName(), 5, now, now);
    return Message.builder(Body.of("body of " + id))
        .id(id)
        .attribute("tenant", "acme")
        .timestamp(BEGAN)
        .history(new History(round, 5 * round, BEGAN, "mem:orders"))
        .notes(Envelope.of(summary, handler, "mem:orders", "host-1", failure).notes())
        .deduplicationId(Hop.DEAD_LETTER.deduplicationId(id, round - 1, 5))
        .build();
  }

  /** A letter that the broker took in {@code round}: with Ferry's metadata, without an envelope. */
  void nativelyDead(String id, int round) {
    dead(
        "dlq",
        Message.builder(Body.of("body of " + id))
            .id(id)
            .history(new History(round, 0, null, null))
            .build());
  }

  /** A message that no publisher of Ferry's sent. */
  void foreign(String queue, Map<String, String> attributes) {
    broker.store(
        queue, new OutboundMessage("", Body.of("foreign"), attributes, null, "any", Duration.ZERO));
  }

  /** What lies in a queue, leased or not. */
  List<Message> messages(String queue) {
    Subscription subscription = messaging.subscription("mem:" + queue);
    List<Message> messages = new ArrayList<>();
    String cursor = null;
    do {
      Subscription.Page page = subscription.peek(cursor, 100);
      page.deliveries().forEach(each -> messages.add(each.message()));
      cursor = page.next();
    } while (cursor != null);
    return messages;
  }

  /** What lies in a queue as "id@round". */
  List<String> lives(String queue) {
    return messages(queue).stream()
        .map(message -> message.id() + "@" + message.history().round())
        .toList();
  }

  static MessagingException unavailable() {
    return new MessagingException(ErrorCode.UNAVAILABLE, true, "send: try again later");
  }
}
