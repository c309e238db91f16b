package dev.ferry.processing.internal;

import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.BatchResult;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Publishes what handlers staged: all of a channel in as few calls as it allows. */
final class Outbox {
  private final Map<String, Publisher> channels;

  Outbox(Map<String, Publisher> channels) {
    this.channels = channels;
  }

  /**
   * Publishes.
   *
   * @throws MessagingException when one could not be sent; sending all again does no harm
   */
  void send(List<StagedMessage> staged) {
    Map<String, List<Message>> byChannel = new LinkedHashMap<>();
    for (StagedMessage message : staged) {
      byChannel
          .computeIfAbsent(message.channel(), name -> new ArrayList<>())
          .add(message.message());
    }
    byChannel.forEach(this::send);
  }

  private void send(String channel, List<Message> messages) {
    Publisher publisher = channels.get(channel);
    if (publisher == null) {
      throw MessagingException.invalid(
          "publish to channel '" + channel + "': nothing publishes to it; add it to the topology");
    }
    if (messages.size() == 1) {
      publisher.publish(messages.get(0));
      return;
    }
    BatchResult result = publisher.publishAll(messages);
    for (BatchResult.Fate fate : result.failures()) {
      if (fate.failure() != null) {
        throw fate.failure();
      }
    }
  }
}
