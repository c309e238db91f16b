package dev.ferry.peers.azure.tables;

import java.util.Map;

/**
 * The service's limits, see <a
 * href="https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model">the
 * data model</a> and <a
 * href="https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions">
 * transactions</a>.
 */
final class Limits {
  static final int PAGE = 1000;
  static final int OPERATIONS = 100;
  static final int TRANSACTION_BYTES = 4 << 20;

  private static final int PROPERTY_BYTES = 64 << 10;
  private static final int ENTITY_BYTES = 1 << 20;
  private static final int KEY_BYTES = 1 << 10;
  private static final int PROPERTIES = 252;

  private Limits() {}

  /** Checks an entity as it would be stored. */
  static void check(Map<String, EdmValue> properties) throws TableError {
    int bytes = 0;
    for (Map.Entry<String, EdmValue> property : properties.entrySet()) {
      int size = property.getValue().bytes();
      if (size > PROPERTY_BYTES) {
        throw TableError.invalid(
            "PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB).");
      }
      bytes += 8 + 2 * property.getKey().length() + size;
    }
    if (bytes > ENTITY_BYTES) {
      throw TableError.invalid("EntityTooLarge", "The entity is larger than 1 MiB.");
    }
    if (properties.size() > PROPERTIES + 2) {
      throw TableError.invalid("TooManyProperties", "The entity has more than 252 properties.");
    }
  }

  /** Checks a partition's or a row's key. */
  static void checkKey(String key) throws TableError {
    if (2 * key.length() > KEY_BYTES) {
      throw TableError.invalid("KeyValueTooLarge", "A key has more than 1 KiB.");
    }
    if (key.chars().anyMatch(c -> c < 0x20 || "/\\#?".indexOf(c) >= 0 || (c >= 0x7f && c < 0xa0))) {
      throw TableError.invalid("OutOfRangeInput", "A key has a character that none may have.");
    }
  }
}
