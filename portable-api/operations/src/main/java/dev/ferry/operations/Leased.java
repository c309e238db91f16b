package dev.ferry.operations;

import dev.ferry.messaging.Delivery;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter, and what settles it.
 *
 * @param delivery settles it
 * @param letter what it says
 */
record Leased(Delivery delivery, DeadLetter letter) {
  private static final Comparator<Leased> LATEST =
      Comparator.comparingInt(each -> -each.letter.round());

  /** Whether the broker made it a dead letter, and nobody has written its envelope yet. */
  boolean untold() {
    return letter.is(Reason.NATIVE) && Envelope.read(delivery.message()).isEmpty();
  }

  /** In the order in which they came, but of copies of one message the latest round first. */
  static List<Leased> latestFirst(List<Delivery> batch, @Nullable String handler, Instant now) {
    Map<String, List<Leased>> copies = new LinkedHashMap<>();
    for (Delivery delivery : batch) {
      Leased leased = new Leased(delivery, DeadLetter.of(delivery, now));
      copies
          .computeIfAbsent(Sent.key(handler, leased.letter), key -> new ArrayList<>())
          .add(leased);
    }
    return copies.values().stream().flatMap(of -> of.stream().sorted(LATEST)).toList();
  }
}
