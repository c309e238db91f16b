package dev.ferry.topology;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the id of a message is found that Ferry did not publish itself. Immutable.
 *
 * @param attributeName the attribute that holds it; null if none does
 * @param fieldName the field of the JSON body that holds it; null if none does
 * @param unstable what happens to a message whose only id is the broker's own
 */
public record IdSource(
    @Nullable String attributeName, @Nullable String fieldName, Unstable unstable) {

  /**
   * A broker's id changes when the message is moved by the broker's own redrive, so the record of
   * its earlier life is not found again.
   */
  public enum Unstable {
    /** It is handled, and counted. */
    ACCEPT,
    /** It is dead-lettered. */
    REFUSE
  }

  /** The attribute that holds the id. */
  public Optional<String> attribute() {
    return Optional.ofNullable(attributeName);
  }

  /** The field of the JSON body that holds the id. */
  public Optional<String> field() {
    return Optional.ofNullable(fieldName);
  }
}
