package dev.ferry.aws;

import dev.ferry.messaging.Capabilities;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue and how it is reached.
 *
 * @param name its name
 * @param url its URL
 * @param client for rare calls; asking for it may open it
 * @param calls for the four that every message costs
 */
record SqsQueue(String name, String url, Supplier<SqsClient> client, SqsCalls calls) {

  boolean fifo() {
    return name.endsWith(".fifo");
  }

  Capabilities capabilities() {
    return SqsLimits.queue(fifo());
  }

  <T> Optional<T> unwrap(Class<T> type) {
    if (type.isInstance(calls)) {
      return Optional.of(type.cast(calls));
    }
    return type.isAssignableFrom(SqsClient.class)
        ? Optional.of(type.cast(client.get()))
        : Optional.empty();
  }
}
