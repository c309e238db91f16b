package dev.ferry.host.azure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way from the host to the worker, which sees only these few types. Immutable as
 * long as nobody changes the bytes.
 */
final class TypedData {
  private static final int LONGEST = 256 << 20;

  private final Kind kind;
  private final List<byte[]> parts;

  private TypedData(Kind kind, List<byte[]> parts) {
    this.kind = kind;
    this.parts = List.copyOf(parts);
  }

  /** What a value is. */
  private enum Kind {
    TEXT,
    NUMBER,
    JSON,
    BYTES,
    MANY_BYTES
  }

  static TypedData text(String text) {
    return of(Kind.TEXT, text);
  }

  static TypedData number(long number) {
    return of(Kind.NUMBER, Long.toString(number));
  }

  /** A value that has no type of its own: dates, maps, lists. */
  static TypedData json(@Nullable Object value) {
    return of(Kind.JSON, Json.write(value));
  }

  static TypedData bytes(byte[] bytes) {
    return new TypedData(Kind.BYTES, List.of(bytes));
  }

  static TypedData manyBytes(List<byte[]> all) {
    return new TypedData(Kind.MANY_BYTES, all);
  }

  private static TypedData of(Kind kind, String text) {
    return new TypedData(kind, List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Its text; JSON is the text that it is, quotes and all. */
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return parts.get(0);
  }

  List<byte[]> parts() {
    return parts;
  }

  /** As JSON reads it: a text that is not JSON is itself. */
  @Nullable Object value() throws IOException {
    return switch (kind) {
      case NUMBER -> Long.valueOf(text());
      case JSON -> Json.read(text());
      default -> text();
    };
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(kind.name());
    out.writeInt(parts.size());
    for (byte[] part : parts) {
      out.writeInt(part.length);
      out.write(part);
    }
  }

  static TypedData read(DataInput in) throws IOException {
    Kind kind = Kind.valueOf(in.readUTF());
    int count = bounded(in.readInt());
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] part = new byte[bounded(in.readInt())];
      in.readFully(part);
      parts.add(part);
    }
    return new TypedData(kind, parts);
  }

  private static int bounded(int length) throws IOException {
    if (length < 0 || length > LONGEST) {
      throw new IOException("a value of " + length + " bytes");
    }
    return length;
  }
}
