package dev.ferry.peers.azure.servicebus;

import java.util.List;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** What came in one transfer. */
final class Transfer {
  /** A request to a management node may hold a whole message and what goes with it. */
  private static final int MOST_BYTES = 2 * Amqp.MAX_MESSAGE_BYTES;

  private final byte[] bytes;
  private final int format;
  private final @Nullable DeliveryState state;

  private Transfer(byte[] bytes, int format, @Nullable DeliveryState state) {
    this.bytes = bytes;
    this.format = format;
    this.state = state;
  }

  /** Whether a transfer is larger than anything that may be sent. */
  static boolean isTooLarge(Delivery delivery) {
    return delivery.pending() > MOST_BYTES;
  }

  /** Takes a transfer from its link. */
  static Transfer take(Receiver link, Delivery delivery) {
    byte[] bytes = new byte[delivery.pending()];
    link.recv(bytes, 0, bytes.length);
    Transfer transfer = new Transfer(bytes, delivery.getMessageFormat(), delivery.getRemoteState());
    link.advance();
    return transfer;
  }

  /** What the sender said with it: its transaction; null for nothing. */
  @Nullable DeliveryState state() {
    return state;
  }

  /** Its one message, however large. */
  Message message() {
    return Amqp.decode(bytes);
  }

  /** Its messages: one, or those of a batch. */
  List<Message> messages() {
    if (bytes.length > Amqp.MAX_MESSAGE_BYTES) {
      throw new Refusal(
          Condition.TOO_LARGE,
          "The received message (%d bytes) exceeds the limit (%d bytes)."
              .formatted(bytes.length, Amqp.MAX_MESSAGE_BYTES));
    }
    return format == Amqp.BATCH_FORMAT ? Amqp.decodeBatch(bytes) : List.of(message());
  }
}
