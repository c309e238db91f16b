package dev.ferry.cli.demo;

import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Publishes inputs, ten at once. */
final class Publishing {
  private static final int AT_ONCE = 10;

  private Publishing() {}

  /**
   * Publishes the next ones.
   *
   * @return how many
   * @throws dev.ferry.messaging.MessagingException what the broker said of one that it refused
   */
  static int some(Publisher publisher, Iterator<Input> coming) {
    List<Message> messages = new ArrayList<>();
    while (coming.hasNext() && messages.size() < AT_ONCE) {
      messages.add(coming.next().message());
    }
    publisher
        .publishAll(messages)
        .failures()
        .forEach(
            fate -> {
              throw Objects.requireNonNull(fate.failure());
            });
    return messages.size();
  }
}
