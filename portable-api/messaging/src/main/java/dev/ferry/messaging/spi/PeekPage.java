package dev.ferry.messaging.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of messages that were looked at.
 *
 * @param messages from older to newer
 * @param next where the next page begins; null after the last
 */
public record PeekPage(List<InboundMessage> messages, @Nullable String next) {
  /** Copies the list. */
  public PeekPage {
    messages = List.copyOf(messages);
  }
}
