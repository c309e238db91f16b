package dev.ferry.cli.infra;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan as {@code terraform show -json} writes it. */
final class PlanFile {
  private static final String DEAD_LETTERS = "/$deadletterqueue";

  /** Types of resources that hold messages, and where those are. Topics hold none. */
  private static final Map<String, Function<Map<?, ?>, List<String>>> HOLDERS =
      Map.of(
          "aws_sqs_queue",
          queue -> List.of("sqs:" + queue.get("arn")),
          "google_pubsub_subscription",
          subscription ->
              List.of(
                  "pubsub://%s/subscriptions/%s"
                      .formatted(subscription.get("project"), subscription.get("name"))),
          "azurerm_servicebus_queue",
          PlanFile::serviceBusQueue,
          "azurerm_servicebus_subscription",
          PlanFile::serviceBusSubscription);

  private PlanFile() {}

  /**
   * A channel that a plan takes away with what it holds.
   *
   * @param resource its address in the plan
   * @param channels where its messages are; several where dead ones have a place of their own
   * @param replaced whether another takes its place
   */
  record Removal(String resource, List<Address> channels, boolean replaced) {}

  /** A queue with sessions needs none to be looked at, so its address need not say them. */
  private static List<String> serviceBusQueue(Map<?, ?> queue) {
    String name = "servicebus://" + last(queue.get("namespace_id")) + "/" + queue.get("name");
    return List.of(name, name + DEAD_LETTERS);
  }

  /** It may forward everything, and yet hold what it could not. */
  private static List<String> serviceBusSubscription(Map<?, ?> subscription) {
    String topic = String.valueOf(subscription.get("topic_id"));
    String namespace = last(topic.replaceFirst("/topics/.*", ""));
    String name =
        "servicebus://%s/%s/subscriptions/%s"
            .formatted(namespace, last(topic), subscription.get("name"));
    boolean forwards = subscription.get("forward_to") instanceof String to && !to.isEmpty();
    return forwards ? List.of(name + DEAD_LETTERS) : List.of(name, name + DEAD_LETTERS);
  }

  private static String last(@Nullable Object id) {
    String text = String.valueOf(id);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /**
   * The channels that a plan destroys or replaces.
   *
   * @throws IOException when the file cannot be read
   * @throws MessagingException INVALID_ARGUMENT when it is no plan
   */
  static List<Removal> removals(Path file) throws IOException {
    Object plan;
    try {
      plan = Jsonb.instance().type(Object.class).fromJson(Files.readString(file));
    } catch (RuntimeException malformed) {
      throw noPlan(file, malformed);
    }
    if (!(plan instanceof Map<?, ?> map) || !map.containsKey("format_version")) {
      throw noPlan(file, null);
    }
    return list(map.get("resource_changes")).flatMap(PlanFile::removal).toList();
  }

  private static MessagingException noPlan(Path file, @Nullable Throwable cause) {
    String text =
        "read " + file + ": it is no plan; write it with: terraform show -json PLAN > FILE";
    return cause == null
        ? MessagingException.invalid(text)
        : new MessagingException(ErrorCode.INVALID_ARGUMENT, false, text, cause);
  }

  private static Stream<Removal> removal(Object planned) {
    Map<?, ?> resource = (Map<?, ?>) planned;
    var holder = HOLDERS.get(String.valueOf(resource.get("type")));
    if (holder == null || !(resource.get("change") instanceof Map<?, ?> change)) {
      return Stream.empty();
    }
    List<?> actions = list(change.get("actions")).toList();
    if (!actions.contains("delete") || !(change.get("before") instanceof Map<?, ?> before)) {
      return Stream.empty();
    }
    return Stream.of(
        new Removal(
            String.valueOf(resource.get("address")),
            holder.apply(before).stream().map(Address::parse).toList(),
            actions.contains("create")));
  }

  private static Stream<?> list(@Nullable Object value) {
    return value instanceof List<?> several ? several.stream() : Stream.empty();
  }
}
