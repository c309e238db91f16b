package dev.ferry.peers.google.pubsub;

import com.google.gson.JsonObject;
import com.google.pubsub.v1.ReceivedMessage;
import java.util.Base64;

/**
 * The body of a push request.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">its fields</a>
 */
final class PushBody {
  private PushBody() {}

  static String of(ReceivedMessage received, String subscription) {
    JsonObject body = new JsonObject();
    if (received.getDeliveryAttempt() > 0) {
      body.addProperty("deliveryAttempt", received.getDeliveryAttempt());
    }
    body.add("message", message(received));
    body.addProperty("subscription", subscription);
    return body.toString();
  }

  private static JsonObject message(ReceivedMessage received) {
    var is = received.getMessage();
    String time = ServerTime.instant(is.getPublishTime()).toString();
    JsonObject message = new JsonObject();
    if (is.getAttributesCount() > 0) {
      JsonObject attributes = new JsonObject();
      is.getAttributesMap().forEach(attributes::addProperty);
      message.add("attributes", attributes);
    }
    message.addProperty("data", Base64.getEncoder().encodeToString(is.getData().toByteArray()));
    message.addProperty("messageId", is.getMessageId());
    message.addProperty("message_id", is.getMessageId());
    if (!is.getOrderingKey().isEmpty()) {
      message.addProperty("orderingKey", is.getOrderingKey());
    }
    message.addProperty("publishTime", time);
    message.addProperty("publish_time", time);
    return message;
  }
}
