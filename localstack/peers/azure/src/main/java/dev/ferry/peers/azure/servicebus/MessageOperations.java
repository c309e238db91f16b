package dev.ferry.peers.azure.servicebus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** The requests about single messages. */
final class MessageOperations {
  private static final int MOST_PEEKED = 250;

  private final Entities entities;
  private final String entity;

  MessageOperations(Entities entities, String entity) {
    this.entities = entities;
    this.entity = entity;
  }

  Map<String, Management.Operation> byName() {
    return Map.of(
        "renew-lock", this::renewLock,
        "schedule-message", this::schedule,
        "cancel-scheduled-message", this::cancelScheduled,
        "peek-message", this::peek,
        "receive-by-sequence-number", this::receiveDeferred,
        "update-disposition", this::settle);
  }

  private Queue queue() {
    return entities.queue(entity).orElseThrow(() -> Entities.notFound(entity));
  }

  private Answer renewLock(Map<String, Object> body) {
    List<Date> ends = new ArrayList<>();
    for (UUID token : tokens(body)) {
      ends.add(Date.from(queue().renew(token)));
    }
    return Answer.of(Map.of("expirations", ends.toArray(Date[]::new)));
  }

  private Answer schedule(Map<String, Object> body) {
    Destination destination = entities.destination(entity);
    List<Long> sequences = new ArrayList<>();
    for (Object entry : (Iterable<?>) given(body, "messages")) {
      Binary bytes = (Binary) ((Map<?, ?>) entry).get("message");
      Message message = Amqp.decode(Amqp.bytes(Objects.requireNonNull(bytes)));
      sequences.add(destination.send(message));
    }
    return Answer.of(Map.of("sequence-numbers", sequences.toArray(Long[]::new)));
  }

  private Answer cancelScheduled(Map<String, Object> body) {
    sequences(body).forEach(queue()::cancelScheduled);
    return Answer.of(Map.of());
  }

  private Answer peek(Map<String, Object> body) {
    long from = ((Number) given(body, "from-sequence-number")).longValue();
    int max = ((Number) given(body, "message-count")).intValue();
    List<Map<String, Object>> found = new ArrayList<>();
    for (StoredMessage message :
        queue().peek(from, Math.min(max, MOST_PEEKED), (String) body.get("session-id"))) {
      found.add(entry(message.bytes(null), null));
    }
    Map<String, Object> answer = Map.of("messages", found);
    return found.isEmpty() ? Answer.nothing(answer) : Answer.of(answer);
  }

  private Answer receiveDeferred(Map<String, Object> body) {
    boolean forGood = ((Number) given(body, "receiver-settle-mode")).intValue() == 0;
    List<Map<String, Object>> found = new ArrayList<>();
    for (MessageLock lock : queue().takeDeferred(sequences(body), forGood)) {
      found.add(entry(lock.bytes(), forGood ? null : lock.token()));
    }
    return Answer.of(Map.of("messages", found));
  }

  private Answer settle(Map<String, Object> body) {
    Outcome outcome = Outcomes.of(body);
    tokens(body).forEach(queue()::locked);
    tokens(body).forEach(token -> queue().settle(token, outcome));
    return Answer.of(Map.of());
  }

  private static Map<String, Object> entry(byte[] message, @Nullable UUID token) {
    Map<String, Object> entry = new HashMap<>(Map.of("message", new Binary(message)));
    if (token != null) {
      entry.put("lock-token", token);
    }
    return entry;
  }

  private static List<UUID> tokens(Map<String, Object> body) {
    return Arrays.stream((Object[]) given(body, "lock-tokens")).map(UUID.class::cast).toList();
  }

  private static List<Long> sequences(Map<String, Object> body) {
    Object numbers = given(body, "sequence-numbers");
    return numbers instanceof long[] plain
        ? Arrays.stream(plain).boxed().toList()
        : Arrays.stream((Object[]) numbers).map(each -> ((Number) each).longValue()).toList();
  }

  private static Object given(Map<String, Object> body, String name) {
    return Objects.requireNonNull(body.get(name), name);
  }
}
