package dev.ferry.testkit.exhaustive;

import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The message as it travels in each round. Of those that differ in the story of their failures
 * alone, the first that was sent stands for all: the handler's code reads no more than the round.
 */
final class Letters {
  private final Map<Integer, OutboundMessage> byRound = new HashMap<>();

  /**
   * Keeps a message that was sent.
   *
   * @param reader reads it as every delivery is read
   * @param place where the reader looks
   * @return its round
   */
  int keep(OutboundMessage sent, Subscription reader, Consumer<InboundMessage> place) {
    place.accept(inbound(sent));
    int round = reader.peek(null, 1).deliveries().get(0).message().history().round();
    byRound.putIfAbsent(round, sent);
    return round;
  }

  /** A delivery of the message in a round. */
  InboundMessage inRound(int round) {
    return inbound(Objects.requireNonNull(byRound.get(round)));
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
