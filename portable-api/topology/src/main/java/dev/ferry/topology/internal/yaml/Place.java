package dev.ferry.topology.internal.yaml;

/**
 * Where a value is written.
 *
 * @param line the line of its key, or of its first character if it has no key; from 1
 * @param path the keys that lead to it, such as {@code handlers.payment.publishes[0]}; empty for
 *     the whole file
 */
public record Place(int line, String path) {

  /** The place of the value of {@code key} in the mapping at this place. */
  public Place key(String key, int line) {
    return new Place(line, path.isEmpty() ? key : path + "." + key);
  }

  /** The same path on another line. */
  Place onLine(int other) {
    return new Place(other, path);
  }

  /** The place of an item, counted from 0, of the list at this place. */
  public Place item(int index, int line) {
    return new Place(line, path + "[" + index + "]");
  }
}
