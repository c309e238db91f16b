package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the service checks before it does anything.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas#resource_limits">limits</a>
 */
final class Checks {
  static final int REQUEST_BYTES = 10_000_000;
  private static final int MESSAGES = 1000;
  private static final int ATTRIBUTES = 100;
  private static final int ATTRIBUTE_KEY_BYTES = 256;
  private static final int ATTRIBUTE_VALUE_BYTES = 1024;
  private static final int ORDERING_KEY_BYTES = 1024;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String ID = "(?!goog)[A-Za-z][A-Za-z0-9_.~+%-]{2,254}";
  private static final Pattern TOPIC = Pattern.compile("projects/[^/]+/topics/" + ID);
  private static final Pattern SUBSCRIPTION = Pattern.compile("projects/[^/]+/subscriptions/" + ID);

  private Checks() {}

  static void topic(String name) {
    require(TOPIC.matcher(name).matches(), "Invalid [topics] name: (name=" + name + ")");
  }

  static void subscription(Subscription wanted) {
    String name = wanted.getName();
    require(
        SUBSCRIPTION.matcher(name).matches(), "Invalid [subscriptions] name: (name=" + name + ")");
    range("ack deadline", Duration.ofSeconds(wanted.getAckDeadlineSeconds()), 10, 600);
    range(
        "message_retention_duration",
        ServerTime.duration(wanted.getMessageRetentionDuration()),
        600,
        Duration.ofDays(31).toSeconds());
    if (wanted.hasRetryPolicy()) {
      backoff(ServerTime.duration(wanted.getRetryPolicy().getMinimumBackoff()));
      backoff(ServerTime.duration(wanted.getRetryPolicy().getMaximumBackoff()));
    }
    if (wanted.hasDeadLetterPolicy()) {
      int attempts = wanted.getDeadLetterPolicy().getMaxDeliveryAttempts();
      require(attempts >= 5 && attempts <= 100, "max_delivery_attempts must be between 5 and 100.");
      topic(wanted.getDeadLetterPolicy().getDeadLetterTopic());
    }
    push(wanted.getPushConfig(), wanted.getEnableExactlyOnceDelivery());
  }

  static void push(PushConfig config, boolean exactlyOnce) {
    if (config.getPushEndpoint().isEmpty()) {
      return;
    }
    require(!exactlyOnce, "Exactly-once delivery is for pull subscriptions only.");
    try {
      String host = URI.create(config.getPushEndpoint()).getHost();
      require(
          host != null
              && Arrays.stream(InetAddress.getAllByName(host))
                  .allMatch(InetAddress::isLoopbackAddress),
          "This server pushes to loopback only: " + config.getPushEndpoint());
    } catch (IllegalArgumentException | UnknownHostException notAnEndpoint) {
      throw Refusal.invalid("Invalid push endpoint given: " + config.getPushEndpoint());
    }
  }

  private static void backoff(Duration backoff) {
    require(
        !backoff.isNegative() && backoff.compareTo(LONGEST) <= 0,
        "A backoff is between 0 and 600 seconds.");
  }

  private static void range(String what, Duration is, long least, long most) {
    require(
        is.toSeconds() >= least && is.toSeconds() <= most,
        "Invalid " + what + ": " + is.toSeconds() + " s; between " + least + " and " + most);
  }

  static void publish(PublishRequest request) {
    require(
        request.getSerializedSize() <= REQUEST_BYTES,
        "Request payload size exceeds the limit: " + REQUEST_BYTES + " bytes.");
    int messages = request.getMessagesCount();
    require(messages > 0, "The request contains no messages.");
    require(messages <= MESSAGES, "The value for message_count is too large: " + messages + ".");
    String key = request.getMessages(0).getOrderingKey();
    for (PubsubMessage message : request.getMessagesList()) {
      require(
          message.getOrderingKey().equals(key),
          "In a single publish request, all messages must have no ordering key or they must all"
              + " have the same ordering key.");
      message(message);
    }
  }

  private static void message(PubsubMessage message) {
    Map<String, String> attributes = message.getAttributesMap();
    require(
        !message.getData().isEmpty() || !attributes.isEmpty(),
        "Some messages are empty: a message has data or at least one attribute.");
    require(
        attributes.size() <= ATTRIBUTES,
        "The value for attributes_count is too large: " + attributes.size() + ".");
    require(bytes(message.getOrderingKey()) <= ORDERING_KEY_BYTES, "The ordering key is too long.");
    attributes.forEach(
        (key, value) -> {
          require(
              !key.isEmpty() && bytes(key) <= ATTRIBUTE_KEY_BYTES,
              "The value for attribute_key_size is not between 1 and 256.");
          require(
              !key.startsWith("goog") || key.startsWith("googclient_"),
              "An attribute key must not begin with goog.");
          require(
              bytes(value) <= ATTRIBUTE_VALUE_BYTES,
              "The value for attribute_value_size is too large: at most 1024 bytes.");
        });
  }

  static void modifiedDeadline(int seconds) {
    require(seconds >= 0 && seconds <= 600, "Invalid ack deadline given: " + seconds + ".");
  }

  static void streamDeadline(int seconds) {
    require(seconds >= 10 && seconds <= 600, "Invalid stream ack deadline: " + seconds + ".");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.invalid(otherwise);
    }
  }
}
