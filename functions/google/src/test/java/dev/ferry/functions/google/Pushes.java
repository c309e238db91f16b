package dev.ferry.functions.google;

import dev.ferry.functions.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** What a push subscription of Pub/Sub sends, as its reference shows it. */
final class Pushes {
  private Pushes() {}

  /** A message with an id of its sender's, delivered for the first time. */
  static String of(String id, String body) {
    return of("broker-" + id, body, Map.of("id", id), 1);
  }

  static String of(String messageId, String body, Map<String, String> attributes, int attempt) {
    byte[] data = body.getBytes(StandardCharsets.UTF_8);
    JsonText push =
        new JsonText()
            .open()
            .open("message")
            .put("data", Base64.getEncoder().encodeToString(data))
            .put("messageId", messageId)
            .put("message_id", messageId)
            .put("publishTime", Instant.now().toString())
            .put("publish_time", Instant.now().toString())
            .open("attributes");
    attributes.forEach(push::put);
    push.close().close();
    if (attempt > 0) {
      push.put("deliveryAttempt", attempt);
    }
    return push.put("subscription", "projects/p/subscriptions/orders").close().toString();
  }
}
