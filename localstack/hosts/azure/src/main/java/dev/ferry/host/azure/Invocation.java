package dev.ferry.host.azure;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the host asks of the worker. Immutable.
 *
 * @param id of this invocation
 * @param function the function's name
 * @param entryPoint its class and method
 * @param inputs what its bindings give, by their names
 * @param metadata what the trigger tells beside it
 */
record Invocation(
    String id,
    String function,
    String entryPoint,
    Map<String, TypedData> inputs,
    Map<String, TypedData> metadata) {
  private static final int MOST_VALUES = 10_000;

  Invocation {
    inputs = Map.copyOf(inputs);
    metadata = Map.copyOf(metadata);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(id);
      out.writeUTF(function);
      out.writeUTF(entryPoint);
      write(out, inputs);
      write(out, metadata);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  static Invocation read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    return new Invocation(in.readUTF(), in.readUTF(), in.readUTF(), values(in), values(in));
  }

  private static void write(DataOutput out, Map<String, TypedData> values) throws IOException {
    out.writeInt(values.size());
    for (Map.Entry<String, TypedData> value : values.entrySet()) {
      out.writeUTF(value.getKey());
      value.getValue().write(out);
    }
  }

  private static Map<String, TypedData> values(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_VALUES) {
      throw new IOException(count + " values");
    }
    Map<String, TypedData> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(in.readUTF(), TypedData.read(in));
    }
    return values;
  }
}
