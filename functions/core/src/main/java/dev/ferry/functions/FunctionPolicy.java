package dev.ferry.functions;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.HandlerSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one function is told of its handler in {@code FERRY_POLICY}: its numbers, and which channels
 * its dead letters go to. Where channels are is said apart, in {@code FERRY_CHANNEL_*}. Immutable.
 *
 * <p>Written as JSON with a version, at most {@value #LONGEST_BYTES} bytes, because a function has
 * 4 KB for all its variables. The format is in {@code docs/guides/function-variables.md}.
 *
 * @param settings the handler's numbers
 * @param deadLetters the channel that dead letters go to; null to leave them to the broker
 * @param parked the channel where messages go for good; null for none
 * @param idAttribute the attribute that holds the id of a foreign message; null to go by the
 *     handler's binding
 * @param stableIdsRequired whether a message whose id a native redrive would change is refused
 */
public record FunctionPolicy(
    HandlerSettings settings,
    @Nullable String deadLetters,
    @Nullable String parked,
    @Nullable String idAttribute,
    boolean stableIdsRequired) {
  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  /** The most bytes in UTF-8. */
  public static final int LONGEST_BYTES = 2048;

  /** The variable that holds it. */
  static final String VARIABLE = "FERRY_POLICY";

  /**
   * The policy of a plan.
   *
   * @param channels where channels are, by their names in the topology
   * @throws MessagingException INVALID_ARGUMENT when no channel is where the plan sends dead
   *     letters
   */
  public static FunctionPolicy of(HandlerPlan plan, Map<String, Address> channels) {
    return new FunctionPolicy(
        plan.settings(),
        nameOf(plan, "dead letters", plan.deadLetters(), channels),
        nameOf(plan, "parked messages", plan.parked(), channels),
        plan.idAttribute(),
        plan.stableIdsRequired());
  }

  private static @Nullable String nameOf(
      HandlerPlan plan, String what, @Nullable Address address, Map<String, Address> channels) {
    if (address == null) {
      return null;
    }
    return channels.entrySet().stream()
        .filter(channel -> channel.getValue().equals(address))
        .map(Map.Entry::getKey)
        .min(String::compareTo)
        .orElseThrow(
            () ->
                MessagingException.invalid(
                    "write the policy of handler '%s': no channel is where its %s go, '%s'; add it"
                            .formatted(plan.settings().handler(), what, address)
                        + " to the topology"));
  }

  /**
   * The policy that {@code json} writes.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is too long, malformed or of a newer
   *     version; the text names the variable, the key and what is expected
   */
  public static FunctionPolicy parse(String json) {
    checkLength("read " + VARIABLE, json);
    return PolicyFormat.read(json);
  }

  /**
   * It as JSON, in one line.
   *
   * @throws MessagingException INVALID_ARGUMENT when it would be too long
   */
  public String toJson() {
    String json = PolicyFormat.write(this);
    checkLength("write the policy of handler '" + settings.handler() + "'", json);
    return json;
  }

  private static void checkLength(String operation, String json) {
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_BYTES) {
      throw MessagingException.invalid(
          "%s: %d bytes, where %d fit into a function's variables; shorten names, or publish to fewer channels"
              .formatted(operation, bytes, LONGEST_BYTES));
    }
  }
}
