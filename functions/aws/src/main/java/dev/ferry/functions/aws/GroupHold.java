package dev.ferry.functions.aws;

import dev.ferry.messaging.Message;
import dev.ferry.processing.Disposition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long the messages of one batch that go back stay hidden. On a FIFO queue those behind the
 * first of their group that goes back stay hidden for as long as that one: SQS gives nothing of the
 * group before it anyway, and a queue that opens a group with whichever of its messages is visible
 * first (LocalStack) then opens it with the right one. Used once, by one thread, from the first
 * message to the last.
 */
final class GroupHold {
  private final boolean fifo;
  private final Map<String, Optional<Duration>> heads = new HashMap<>();

  GroupHold(boolean fifo) {
    this.fifo = fifo;
  }

  /** How long a message that goes back stays hidden; empty where its lease is to run out. */
  Optional<Duration> of(Message message, Disposition back) {
    Optional<Duration> own =
        back instanceof Disposition.Redeliver redeliver
            ? Optional.of(redeliver.after())
            : Optional.empty();
    String group = message.orderingKey();
    if (!fifo || group == null) {
      return own;
    }
    heads.putIfAbsent(group, own);
    return heads.getOrDefault(group, own);
  }
}
