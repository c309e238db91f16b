package dev.ferry.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a queue holds, for tests that tell states of a run apart: nothing in it depends on the time
 * or on how the state came about.
 *
 * @param queue the name
 * @param messages what is not settled, in the order in which it was stored
 */
public record QueueState(String queue, List<MessageState> messages) {
  private static final Pattern ROUND = Pattern.compile("(?:^|&)round=(\\d+)");

  /** Copies the list. */
  public QueueState {
    messages = List.copyOf(messages);
  }

  /**
   * A message and what it waits for.
   *
   * @param messageId the portable id
   * @param round the round in its metadata; 0 without
   * @param state READY, DELAYED or LEASED
   * @param holder the consumer that has it; empty for none
   * @param deliveryCount how often it was delivered
   */
  public record MessageState(
      String messageId, int round, String state, String holder, int deliveryCount) {}

  static QueueState of(String queue, Backlog backlog) {
    List<MessageState> messages = new ArrayList<>();
    for (Stored stored = backlog.waitingFrom(0);
        stored != null;
        stored = backlog.waitingFrom(stored.sequence + 1)) {
      Lease lease = stored.lease;
      messages.add(
          new MessageState(
              stored.content.messageId(),
              round(stored.content.attributes().getOrDefault("ferry", "")),
              stored.state.name(),
              lease == null ? "" : lease.holder().name(),
              stored.deliveries));
    }
    return new QueueState(queue, messages);
  }

  private static int round(String metadata) {
    Matcher round = ROUND.matcher(metadata);
    return round.find() ? Integer.parseInt(round.group(1)) : 0;
  }
}
