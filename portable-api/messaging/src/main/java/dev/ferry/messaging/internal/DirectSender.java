package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sends one batch on the calling thread, when it is its keys' turn. */
final class DirectSender {
  private final Sender sender;
  private final @Nullable KeyTurns turns;

  DirectSender(Sender sender, @Nullable KeyTurns turns) {
    this.sender = sender;
    this.turns = turns;
  }

  /**
   * The fate of each message, in order. Blocks until it is every key's turn and for one service
   * call; a key whose turn does not come fails its message only.
   *
   * @param batch at most one message a key where there are turns
   */
  List<Fate> send(List<OutboundMessage> batch) {
    return turns == null || !keyed(batch) ? sender.send(batch) : inTurn(turns, batch);
  }

  private static boolean keyed(List<OutboundMessage> batch) {
    for (OutboundMessage message : batch) {
      if (message.orderingKey() != null) {
        return true;
      }
    }
    return false;
  }

  private List<Fate> inTurn(KeyTurns turns, List<OutboundMessage> batch) {
    NavigableMap<String, KeyTurns.Waiter> taken = new TreeMap<>();
    Map<String, MessagingException> missed = new HashMap<>();
    try {
      for (String key : keys(batch)) {
        try {
          taken.put(key, turns.take(key));
        } catch (MessagingException noTurn) {
          missed.put(key, noTurn);
        }
      }
      return sent(batch, missed);
    } finally {
      taken.forEach(turns::leave);
    }
  }

  /** In one order in every thread: two that take several turns never wait for each other. */
  private static NavigableSet<String> keys(List<OutboundMessage> batch) {
    NavigableSet<String> keys = new TreeSet<>();
    batch.stream().map(OutboundMessage::orderingKey).filter(Objects::nonNull).forEach(keys::add);
    return keys;
  }

  private List<Fate> sent(List<OutboundMessage> batch, Map<String, MessagingException> missed) {
    List<OutboundMessage> rest =
        batch.stream().filter(message -> !missed.containsKey(message.orderingKey())).toList();
    Iterator<Fate> sent = (rest.isEmpty() ? List.<Fate>of() : sender.send(rest)).iterator();
    List<Fate> fates = new ArrayList<>(batch.size());
    for (OutboundMessage message : batch) {
      MessagingException noTurn = missed.get(message.orderingKey());
      fates.add(noTurn == null ? sent.next() : Fate.failed(message.messageId(), noTurn));
    }
    return fates;
  }
}
