package dev.ferry.testkit.exhaustive;

import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.processing.internal.Branch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The message as it travels in each round and branch. Of those that differ in the story of their
 * failures alone, the first that was sent stands for all: the handler's code reads no more than the
 * round.
 */
final class Letters {
  private final Map<Letter, OutboundMessage> sent = new HashMap<>();

  /**
   * Keeps a message that was sent.
   *
   * @param reader reads it as every delivery is read
   * @param place where the reader looks
   * @return which one it is
   */
  Letter keep(OutboundMessage sent, Subscription reader, Consumer<InboundMessage> place) {
    place.accept(inbound(sent));
    Message message = reader.peek(null, 1).deliveries().get(0).message();
    Letter letter = new Letter(message.history().round(), Branch.of(message));
    this.sent.putIfAbsent(letter, sent);
    return letter;
  }

  /** A delivery of one. */
  InboundMessage delivery(Letter letter) {
    return inbound(Objects.requireNonNull(sent.get(letter)));
  }

  private static InboundMessage inbound(OutboundMessage sent) {
    return new InboundMessage(
        "receipt",
        "broker-id",
        null,
        sent.body(),
        sent.attributes(),
        sent.orderingKey(),
        1,
        Lives.NOW,
        Lives.NOW.plus(Duration.ofSeconds(30)));
  }
}
