package dev.ferry.peers.azure.servicebus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages that a receiver could have, by sequence number, and by session beside it. */
final class ReadyMessages {
  private final NavigableMap<Long, StoredMessage> all = new TreeMap<>();
  private final Map<String, NavigableMap<Long, StoredMessage>> bySession = new HashMap<>();
  private Instant soonestExpiry = Instant.MAX;

  void add(StoredMessage message) {
    all.put(message.sequence(), message);
    String session = message.session();
    if (session != null) {
      bySession.computeIfAbsent(session, any -> new TreeMap<>()).put(message.sequence(), message);
    }
    if (message.expiresAt().isBefore(soonestExpiry)) {
      soonestExpiry = message.expiresAt();
    }
  }

  /** Takes the first, of a session if one is named. */
  @Nullable StoredMessage poll(@Nullable String session) {
    NavigableMap<Long, StoredMessage> line = session == null ? all : bySession.get(session);
    if (line == null || line.isEmpty()) {
      return null;
    }
    StoredMessage first = line.firstEntry().getValue();
    remove(first);
    return first;
  }

  private void remove(StoredMessage message) {
    all.remove(message.sequence());
    String session = message.session();
    NavigableMap<Long, StoredMessage> line = session == null ? null : bySession.get(session);
    if (line != null) {
      line.remove(message.sequence());
      if (line.isEmpty()) {
        bySession.remove(session);
      }
    }
  }

  /** Takes what has expired. */
  List<StoredMessage> pollExpired(Instant now) {
    if (now.isBefore(soonestExpiry)) {
      return List.of();
    }
    List<StoredMessage> expired = new ArrayList<>();
    soonestExpiry = Instant.MAX;
    for (StoredMessage message : all.values()) {
      if (!now.isBefore(message.expiresAt())) {
        expired.add(message);
      } else if (message.expiresAt().isBefore(soonestExpiry)) {
        soonestExpiry = message.expiresAt();
      }
    }
    expired.forEach(this::remove);
    return expired;
  }

  /** The sessions that have a message, the one with the oldest first. */
  Set<String> sessions() {
    Set<String> sessions = new LinkedHashSet<>();
    for (StoredMessage message : all.values()) {
      String session = message.session();
      if (session != null) {
        sessions.add(session);
      }
    }
    return sessions;
  }

  Collection<StoredMessage> messages() {
    return all.values();
  }
}
