package dev.ferry.aws;

import dev.ferry.messaging.Capabilities;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue and how it is reached.
 *
 * @param name its name
 * @param url its URL
 * @param connection what reaches it
 */
record SqsQueue(String name, String url, SqsConnection connection) {

  /** For rare calls; asking for it may open it. */
  SqsClient client() {
    return connection.client();
  }

  /** For the four that every message costs. */
  SqsCalls calls() {
    return connection.calls();
  }

  boolean fifo() {
    return name.endsWith(".fifo");
  }

  Capabilities capabilities() {
    return SqsLimits.queue(fifo());
  }

  <T> Optional<T> unwrap(Class<T> type) {
    return connection.unwrap(type);
  }
}
