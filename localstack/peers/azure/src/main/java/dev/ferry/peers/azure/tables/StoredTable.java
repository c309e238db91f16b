package dev.ferry.peers.azure.tables;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table's entities in order. Guarded by its caller. */
final class StoredTable {
  private static final long TICK_NANOS = 100;

  private final String name;
  private final InstantSource clock;
  private final NavigableMap<EntityKey, StoredEntity> entities = new TreeMap<>();
  private Instant lastChange = Instant.EPOCH;

  StoredTable(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  /** Those at a key and behind it, in order. */
  Iterable<StoredEntity> from(@Nullable EntityKey first) {
    return first == null ? entities.values() : entities.tailMap(first, true).values();
  }

  /** The entity at a key. */
  StoredEntity get(EntityKey key) throws TableError {
    StoredEntity entity = entities.get(key);
    if (entity == null) {
      throw TableError.noEntity();
    }
    return entity;
  }

  /** The entity at a key; null for none. */
  @Nullable StoredEntity find(EntityKey key) {
    return entities.get(key);
  }

  /** Puts an entity in its place, with a new ETag. */
  StoredEntity put(EntityKey key, Map<String, EdmValue> properties) throws TableError {
    key.check();
    Limits.check(properties);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    lastChange = now.isAfter(lastChange) ? now : lastChange.plusNanos(TICK_NANOS);
    StoredEntity entity = new StoredEntity(key, Map.copyOf(properties), lastChange);
    entities.put(key, entity);
    return entity;
  }

  void remove(EntityKey key) {
    entities.remove(key);
  }

  /** Puts back what was at a key before a transaction. */
  void restore(EntityKey key, @Nullable StoredEntity before) {
    if (before == null) {
      entities.remove(key);
    } else {
      entities.put(key, before);
    }
  }
}
