package dev.ferry.samples.orders;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Entries, packed: a million of them as objects would take more than twice as much memory. Only
 * grows; safe for use by several threads at once.
 */
final class EntryLog {
  private static final int CHUNK_BYTES = 1 << 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<byte[]> chunks = new ArrayList<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long size;

  void append(Entry entry) {
    byte[] packed = pack(entry);
    lock.lock();
    try {
      open.writeBytes(packed);
      size++;
      if (open.size() >= CHUNK_BYTES) {
        chunks.add(open.toByteArray());
        open.reset();
      }
    } finally {
      lock.unlock();
    }
  }

  long size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /** The entries that there are now, unpacked as they are asked for. */
  Stream<Entry> entries() {
    lock.lock();
    try {
      List<byte[]> now = new ArrayList<>(chunks);
      now.add(open.toByteArray());
      return now.stream().flatMap(chunk -> unpack(chunk).stream());
    } finally {
      lock.unlock();
    }
  }

  private static byte[] pack(Entry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      packText(entry.kind().name(), out);
      out.writeInt(entry.round());
      out.writeInt(entry.attempt());
      out.writeLong(entry.amountCents());
      packText(entry.handler(), out);
      packText(entry.messageId(), out);
      packText(entry.orderId(), out);
      packText(entry.customerId(), out);
      packText(entry.detail(), out);
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return bytes.toByteArray();
  }

  private static void packText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static List<Entry> unpack(byte[] chunk) {
    List<Entry> entries = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(chunk))) {
      while (in.available() > 0) {
        Entry.Kind kind = Entry.Kind.valueOf(unpackText(in));
        int round = in.readInt();
        int attempt = in.readInt();
        long amountCents = in.readLong();
        entries.add(
            new Entry(
                kind,
                unpackText(in),
                unpackText(in),
                round,
                attempt,
                unpackText(in),
                unpackText(in),
                amountCents,
                unpackText(in)));
      }
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return entries;
  }

  private static String unpackText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
