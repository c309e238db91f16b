package dev.ferry.peers.azure.servicebus;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** Messages and lock tokens as bytes. */
final class Amqp {
  /** The standard tier's limit, with everything in the message. */
  static final int MAX_MESSAGE_BYTES = 262_144;

  /** The message format of a transfer whose body is several messages. */
  static final int BATCH_FORMAT = 0x80013700;

  private static final int ENCODED_AT_FIRST = 4096;
  private static final int GUID_BYTES = 16;

  private Amqp() {}

  static Message decode(byte[] bytes) {
    Message message = Proton.message();
    try {
      message.decode(bytes, 0, bytes.length);
    } catch (RuntimeException malformed) {
      throw new Refusal(Condition.MALFORMED, "The transfer is no AMQP message.");
    }
    return message;
  }

  static byte[] encode(Message message) {
    for (int size = ENCODED_AT_FIRST; ; size *= 2) {
      byte[] buffer = new byte[size];
      try {
        return Arrays.copyOf(buffer, message.encode(buffer, 0, size));
      } catch (BufferOverflowException tooSmall) {
        if (size > 4 * MAX_MESSAGE_BYTES) {
          throw tooSmall;
        }
      }
    }
  }

  /** The messages of a batch: each a data section of the one that was transferred. */
  static List<Message> decodeBatch(byte[] bytes) {
    DecoderImpl decoder = new DecoderImpl();
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    decoder.setByteBuffer(buffer);
    List<Message> messages = new ArrayList<>();
    while (buffer.hasRemaining()) {
      if (decoder.readObject() instanceof Data data) {
        messages.add(decode(bytes(data.getValue())));
      }
    }
    return messages;
  }

  static byte[] bytes(Binary binary) {
    int from = binary.getArrayOffset();
    return Arrays.copyOfRange(binary.getArray(), from, from + binary.getLength());
  }

  /** The application properties; none where there is no such section. */
  static Map<String, Object> properties(Message message) {
    ApplicationProperties section = message.getApplicationProperties();
    return section == null || section.getValue() == null ? Map.of() : section.getValue();
  }

  /** A lock token as a delivery tag: the bytes of a GUID as .NET orders them. */
  static byte[] tag(UUID token) {
    return swapped(
        ByteBuffer.allocate(GUID_BYTES)
            .putLong(token.getMostSignificantBits())
            .putLong(token.getLeastSignificantBits())
            .array());
  }

  /** The lock token of a delivery tag; null where it is none. */
  static @Nullable UUID token(byte[] tag) {
    if (tag.length != GUID_BYTES) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(swapped(tag));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** The first three fields of a GUID are little-endian. */
  private static byte[] swapped(byte[] guid) {
    byte[] other = guid.clone();
    for (int[] field : new int[][] {{0, 3}, {4, 5}, {6, 7}}) {
      for (int i = field[0], j = field[1]; i <= field[1]; i++, j--) {
        other[i] = guid[j];
      }
    }
    return other;
  }
}
