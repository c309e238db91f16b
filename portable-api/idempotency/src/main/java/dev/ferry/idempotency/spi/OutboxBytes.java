package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Staged messages as bytes: a format number, the number of messages, then of each message its
 * channel and its fields in the order of {@link #write}. Numbers are big-endian; a text is its
 * length in bytes, -1 for none, and its UTF-8; an instant a flag, seconds and nanoseconds.
 */
final class OutboxBytes {
  private static final int FORMAT = 1;

  private OutboxBytes() {}

  static byte[] of(List<StagedMessage> outbox) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(outbox.size());
      for (StagedMessage staged : outbox) {
        writeText(out, staged.channel());
        write(out, staged.message());
      }
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Message message) throws IOException {
    writeText(out, message.id());
    writeText(out, message.orderingKey());
    writePairs(out, message.attributes());
    writeInstant(out, message.timestamp());
    writeText(out, message.contentType());
    writeText(out, message.contentEncoding());
    out.writeLong(message.delay().toSeconds());
    out.writeInt(message.delay().toNanosPart());
    writeText(out, message.deduplicationId());
    out.writeInt(message.history().round());
    out.writeInt(message.history().attempts());
    writeInstant(out, message.history().firstSeen());
    writeText(out, message.history().source());
    writePairs(out, message.notes());
    writeBytes(out, message.body().toByteArray());
  }

  private static void writePairs(DataOutputStream out, Map<String, String> pairs)
      throws IOException {
    out.writeInt(pairs.size());
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      writeText(out, pair.getKey());
      writeText(out, pair.getValue());
    }
  }

  private static void writeInstant(DataOutputStream out, @Nullable Instant instant)
      throws IOException {
    out.writeBoolean(instant != null);
    if (instant != null) {
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    }
  }

  private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws MessagingException FAILED_PRECONDITION when the bytes are of another format
   */
  static List<StagedMessage> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readUnsignedByte() != FORMAT) {
        throw new IOException("not of format " + FORMAT);
      }
      List<StagedMessage> outbox = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        outbox.add(new StagedMessage(someText(in), message(in)));
      }
      return outbox;
    } catch (IOException | IllegalArgumentException malformed) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "read the staged messages of a record: they are in no format that this program knows",
          malformed);
    }
  }

  private static Message message(DataInputStream in) throws IOException {
    String id = someText(in);
    String orderingKey = text(in);
    Map<String, String> attributes = pairs(in);
    Instant timestamp = instant(in);
    String contentType = text(in);
    String contentEncoding = text(in);
    Duration delay = Duration.ofSeconds(in.readLong(), in.readInt());
    String deduplicationId = text(in);
    History history = new History(in.readInt(), in.readInt(), instant(in), text(in));
    Map<String, String> notes = pairs(in);
    return Message.builder(Body.wrap(block(in, in.readInt())))
        .id(id)
        .orderingKey(orderingKey)
        .attributes(attributes)
        .timestamp(timestamp)
        .contentType(contentType)
        .contentEncoding(contentEncoding)
        .delay(delay)
        .deduplicationId(deduplicationId)
        .history(history)
        .notes(notes)
        .build();
  }

  private static Map<String, String> pairs(DataInputStream in) throws IOException {
    Map<String, String> pairs = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      pairs.put(someText(in), someText(in));
    }
    return pairs;
  }

  private static @Nullable Instant instant(DataInputStream in) throws IOException {
    return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
  }

  private static String someText(DataInputStream in) throws IOException {
    String text = text(in);
    if (text == null) {
      throw new IOException("a text is missing");
    }
    return text;
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == -1 ? null : new String(block(in, length), StandardCharsets.UTF_8);
  }

  private static byte[] block(DataInputStream in, int length) throws IOException {
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length + " bytes");
    }
    return in.readNBytes(length);
  }
}
