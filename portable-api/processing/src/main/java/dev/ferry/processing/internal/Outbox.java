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
   * Checks that a message may go to a channel, before anything is done that depends on it.
   *
   * @throws MessagingException INVALID_ARGUMENT when it may not
   */
  void check(String channel, Message message) {
    publisher(channel).check(message);
  }

  /**
   * Publishes, the channels in the order of their first message.
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
    Publisher publisher = publisher(channel);
    if (messages.size() == 1) {
      publisher.publish(messages.get(0));
      return;
    }
    for (BatchResult.Fate fate : publisher.publishAll(messages).fates()) {
      fate.orThrow();
    }
  }

  private Publisher publisher(String channel) {
    Publisher publisher = channels.get(channel);
    if (publisher == null) {
      throw MessagingException.invalid(
          "publish to channel '" + channel + "': nothing publishes to it; add it to the topology");
    }
    return publisher;
  }
}
