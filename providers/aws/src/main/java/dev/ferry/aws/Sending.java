package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Sends the messages of a batch that can be sent, and tells the fate of all. */
final class Sending {
  private Sending() {}

  /**
   * The fate of each, in order.
   *
   * @param send sends entries in one call and gives the fate of each
   * @throws MessagingException when all were to be sent and nothing is known of any
   */
  static List<SendResult> send(
      List<OutboundMessage> batch,
      String channel,
      boolean fifo,
      Function<List<SqsEntry>, List<SendResult>> send) {
    List<Outgoing> outgoing =
        batch.stream().map(message -> Outgoing.of(message, channel, fifo)).toList();
    List<SqsEntry> entries = new ArrayList<>(batch.size());
    for (Outgoing one : outgoing) {
      if (one.entry() != null) {
        entries.add(one.entry());
      }
    }
    Iterator<SendResult> sent = sent(entries, batch.size(), send).iterator();
    List<SendResult> results = new ArrayList<>(batch.size());
    for (Outgoing one : outgoing) {
      MessagingException refusal = one.refusal();
      results.add(refusal == null ? sent.next() : new SendResult.Refused(refusal));
    }
    return results;
  }

  private static List<SendResult> sent(
      List<SqsEntry> entries, int all, Function<List<SqsEntry>, List<SendResult>> send) {
    if (entries.isEmpty()) {
      return List.of();
    }
    try {
      return send.apply(entries);
    } catch (MessagingException failed) {
      if (entries.size() == all) {
        throw failed;
      }
      return entries.stream().map(entry -> (SendResult) new SendResult.Refused(failed)).toList();
    }
  }
}
