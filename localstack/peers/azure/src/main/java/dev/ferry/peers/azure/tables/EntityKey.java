package dev.ferry.peers.azure.tables;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an entity is in its table; in the order in which queries answer. */
record EntityKey(String partition, String row) implements Comparable<EntityKey> {
  private static final Comparator<EntityKey> ORDER =
      Comparator.comparing(EntityKey::partition).thenComparing(EntityKey::row);

  private static final Pattern ADDRESS =
      Pattern.compile("\\(PartitionKey='((?:[^']|'')*)', ?RowKey='((?:[^']|'')*)'\\)");

  /** Of the parentheses behind a table's name; null when they name no entity. */
  static @Nullable EntityKey parse(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    return matcher.matches()
        ? new EntityKey(matcher.group(1).replace("''", "'"), matcher.group(2).replace("''", "'"))
        : null;
  }

  void check() throws TableError {
    Limits.checkKey(partition);
    Limits.checkKey(row);
  }

  String address() {
    return "(PartitionKey='%s',RowKey='%s')"
        .formatted(partition.replace("'", "''"), row.replace("'", "''"));
  }

  @Override
  public int compareTo(EntityKey other) {
    return ORDER.compare(this, other);
  }
}
