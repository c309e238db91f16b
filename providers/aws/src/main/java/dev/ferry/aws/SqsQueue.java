package dev.ferry.aws;

import dev.ferry.messaging.Capabilities;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue and how it is reached.
 *
 * @param name its name
 * @param url its URL
 * @param client for rare calls
 * @param calls for the four that every message costs
 */
record SqsQueue(String name, String url, SqsClient client, SqsCalls calls) {

  boolean fifo() {
    return name.endsWith(".fifo");
  }

  Capabilities capabilities() {
    return SqsLimits.queue(fifo());
  }

  <T> Optional<T> unwrap(Class<T> type) {
    if (type.isInstance(client)) {
      return Optional.of(type.cast(client));
    }
    return type.isInstance(calls) ? Optional.of(type.cast(calls)) : Optional.empty();
  }
}
