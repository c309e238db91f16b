package dev.ferry.topology.internal.schema;

import dev.ferry.topology.internal.yaml.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The values of a section as the file says them. Immutable once read. */
public final class Fields {

  private final Place place;
  private final Map<Key<?>, Object> values = new HashMap<>();

  /** A section that says nothing: every default holds. */
  public Fields(Place place) {
    this.place = place;
  }

  <T> void put(Key<T> key, T value) {
    values.put(key, value);
  }

  /** Where the section is written. */
  public Place place() {
    return place;
  }

  /**
   * The value of a key that has a default, or that is required.
   *
   * @throws NullPointerException if the key is neither, or required and not said
   */
  public <T> T get(Key<T> key) {
    return find(key)
        .or(() -> Optional.ofNullable(key.fallback()))
        .orElseThrow(() -> new NullPointerException(place.path() + " says no " + key.name()));
  }

  /** The value of a key, if the file says it. */
  @SuppressWarnings("unchecked") // put() is the only way in
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable((T) values.get(key));
  }

  /** The section under {@code key}; one that says nothing if the file has none. */
  public Fields section(Key<Fields> key) {
    return find(key).orElseGet(() -> new Fields(place.key(key.name(), place.line())));
  }

  /** Whether every one of {@code keys} is said. */
  public boolean says(Key<?>... keys) {
    for (Key<?> key : keys) {
      if (!values.containsKey(Objects.requireNonNull(key))) {
        return false;
      }
    }
    return true;
  }
}
