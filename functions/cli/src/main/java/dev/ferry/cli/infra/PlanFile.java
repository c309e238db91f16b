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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan as {@code terraform show -json} writes it. */
final class PlanFile {
  /**
   * Resources that hold messages: their type, and where their address is said and how it begins.
   */
  private static final Map<String, Holder> HOLDERS =
      Map.of("aws_sqs_queue", new Holder("arn", "sqs:"));

  private PlanFile() {}

  private record Holder(String attribute, String scheme) {}

  /**
   * A channel that a plan takes away with what it holds.
   *
   * @param resource its address in the plan
   * @param channel where it is
   * @param replaced whether another takes its place
   */
  record Removal(String resource, Address channel, boolean replaced) {}

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
    Holder holder = HOLDERS.get(String.valueOf(resource.get("type")));
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
            Address.parse(holder.scheme + before.get(holder.attribute)),
            actions.contains("create")));
  }

  private static Stream<?> list(@Nullable Object value) {
    return value instanceof List<?> several ? several.stream() : Stream.empty();
  }
}
