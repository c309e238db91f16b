package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult;
import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Sends many messages in few batches, side by side where there are no keys to keep in order. On an
 * ordered channel the messages of a key form a line of which a batch takes the first; the longest
 * lines go first, which needs the fewest batches.
 */
final class BulkSender {
  private static final Comparator<Deque<Item>> LONGEST_FIRST =
      Comparator.comparingInt((Deque<Item> line) -> -line.size())
          .thenComparingInt(line -> line.element().place());

  private final PublisherOptions options;
  private final boolean ordered;
  private final Outbound outbound;
  private final Sender sender;
  private final DirectSender direct;
  private final Executor executor;

  BulkSender(
      PublisherOptions options,
      boolean ordered,
      Outbound outbound,
      Sender sender,
      DirectSender direct,
      Executor executor) {
    this.options = options;
    this.ordered = ordered;
    this.outbound = outbound;
    this.sender = sender;
    this.direct = direct;
    this.executor = executor;
  }

  /** All are checked before the first is sent, and each is made when its batch is about to go. */
  BatchResult send(List<Message> messages) {
    boolean keyed = false;
    for (Message message : messages) {
      outbound.check(message);
      keyed |= message.orderingKey() != null;
    }
    return new BatchResult(ordered && keyed ? byLines(made(messages)) : asGiven(messages));
  }

  private List<OutboundMessage> made(List<Message> messages) {
    return messages.stream().map(outbound::published).toList();
  }

  private List<Fate> asGiven(List<Message> messages) {
    Batches batches = new Batches(messages, options, outbound);
    return batches.hasNext()
        ? new SideBySide(sender, executor, options.parallelSends(), batches).send()
        : List.of();
  }

  private List<Fate> byLines(List<OutboundMessage> messages) {
    NavigableMap<Integer, Fate> fates = new TreeMap<>();
    Queue<Deque<Item>> lines = new PriorityQueue<>(LONGEST_FIRST);
    lines.addAll(lines(messages));
    while (!lines.isEmpty()) {
      List<Deque<Item>> chosen = cut(lines);
      List<Fate> sent = direct.send(chosen.stream().map(line -> line.element().message()).toList());
      for (int i = 0; i < chosen.size(); i++) {
        settle(chosen.get(i), sent.get(i), fates);
      }
      chosen.stream().filter(line -> !line.isEmpty()).forEach(lines::add);
    }
    return List.copyOf(fates.values());
  }

  private static Collection<Deque<Item>> lines(List<OutboundMessage> messages) {
    Map<Object, Deque<Item>> lines = new LinkedHashMap<>();
    for (int place = 0; place < messages.size(); place++) {
      OutboundMessage message = messages.get(place);
      String key = message.orderingKey();
      lines
          .computeIfAbsent(key == null ? place : key, unused -> new ArrayDeque<>(1))
          .add(new Item(place, message));
    }
    return lines.values();
  }

  /** Takes out the lines whose first messages make the next batch. */
  private List<Deque<Item>> cut(Queue<Deque<Item>> lines) {
    List<Deque<Item>> chosen = new ArrayList<>();
    long bytes = 0;
    while (!lines.isEmpty() && chosen.size() < options.batchMessages()) {
      bytes += outbound.sizeBytes(lines.element().element().message());
      if (!chosen.isEmpty() && bytes > options.batchBytes()) {
        break;
      }
      chosen.add(lines.remove());
    }
    return chosen;
  }

  private static void settle(Deque<Item> line, Fate fate, Map<Integer, Fate> fates) {
    fates.put(line.remove().place(), fate);
    while (!fate.sent() && !line.isEmpty()) {
      Item behind = line.remove();
      String id = behind.message().messageId();
      fates.put(behind.place(), Fate.failed(id, KeyTurns.earlierFailed(id)));
    }
  }

  private record Item(int place, OutboundMessage message) {}
}
