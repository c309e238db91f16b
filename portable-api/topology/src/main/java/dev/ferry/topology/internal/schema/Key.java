package dev.ferry.topology.internal.schema;

import dev.ferry.topology.internal.yaml.Place;
import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of a section: what it holds, what it is if the file does not say it, and what it means.
 * Immutable; compared by identity.
 *
 * @param <T> what its value is read as
 */
public final class Key<T> {

  private final String name;
  private final Kind<T> kind;
  private final boolean required;
  private final @Nullable String written;
  private final @Nullable T fallback;
  private final String description;

  private Key(
      String name, Kind<T> kind, boolean required, @Nullable String written, String description) {
    this.name = name;
    this.kind = kind;
    this.required = required;
    this.written = written;
    this.fallback = written == null ? null : read(kind, written);
    this.description = description;
  }

  /** A key that every file must say. */
  public static <T> Key<T> required(String name, Kind<T> kind, String description) {
    return new Key<>(name, kind, true, null, description);
  }

  /** A key that may be left out; what is then so, its description says. */
  public static <T> Key<T> optional(String name, Kind<T> kind, String description) {
    return new Key<>(name, kind, false, null, description);
  }

  /** A key with a default, {@code written} as one would write it in the file, without quotes. */
  public static <T> Key<T> of(String name, Kind<T> kind, String written, String description) {
    return new Key<>(name, kind, false, written, description);
  }

  private static <T> T read(Kind<T> kind, String written) {
    Tree scalar = new Tree.Scalar(new Place(1, ""), written, false);
    return Objects.requireNonNull(kind.read(scalar, new Problems()), written);
  }

  /** Its kind's schema, with description and default. */
  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", description);
    schema.putAll(kind.schema());
    if (fallback != null) {
      boolean text = "string".equals(kind.schema().get("type"));
      schema.put("default", text ? written : bare(fallback, written));
    }
    return schema;
  }

  /** A number as it is written: 2, not 2.0. */
  private static Object bare(Object value, @Nullable String written) {
    return value instanceof Double ? new BigDecimal(String.valueOf(written)) : value;
  }

  /** As it is written in the file. */
  public String name() {
    return name;
  }

  /** What its value may be. */
  public Kind<T> kind() {
    return kind;
  }

  /** Whether a file without it is refused. */
  public boolean required() {
    return required;
  }

  /** Its default as one would write it; null if it has none. */
  public @Nullable String written() {
    return written;
  }

  /** What it means, in sentences. */
  public String description() {
    return description;
  }

  @Nullable T fallback() {
    return fallback;
  }
}
