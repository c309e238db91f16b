package dev.ferry.google;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.ferry.messaging.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the array that a message's data lies in, to make a body of it without a copy: neither of
 * the two lets anybody write to it.
 */
final class OwnBytes extends ByteOutput {
  private byte @Nullable [] whole;

  private OwnBytes() {}

  static Body body(ByteString data) {
    OwnBytes found = new OwnBytes();
    try {
      UnsafeByteOperations.unsafeWriteTo(data, found);
    } catch (IOException neverHere) {
      throw new UncheckedIOException(neverHere);
    }
    byte[] whole = found.whole;
    return Body.wrap(whole != null && whole.length == data.size() ? whole : data.toByteArray());
  }

  /** Told once of data in one array, which is all of it if it is as long. */
  @Override
  public void writeLazy(byte[] value, int offset, int length) {
    whole = value;
  }

  @Override
  public void write(byte value) {}

  @Override
  public void write(byte[] value, int offset, int length) {}

  @Override
  public void write(ByteBuffer value) {}

  @Override
  public void writeLazy(ByteBuffer value) {}
}
