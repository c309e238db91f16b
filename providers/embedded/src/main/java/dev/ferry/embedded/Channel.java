package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;

/** Something that one can publish to. Thread-safe. */
sealed interface Channel permits Queue, Topic {
  String name();

  Capabilities capabilities();

  /**
   * Stores the messages that can be stored.
   *
   * @return the fate of each, in order
   */
  List<SendResult> publish(List<OutboundMessage> batch);

  /** Refuses everything from now on, and wakes whoever waits. */
  void delete();
}
