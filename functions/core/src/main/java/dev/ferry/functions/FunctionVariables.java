package dev.ferry.functions;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link FunctionEnvironment} reads: the variables of one handler's functions, for
 * whoever deploys them.
 *
 * <pre>{@code
 * ApplicationPlan plan = Plans.of(topology, addresses);
 * Map<String, String> variables = FunctionVariables.of(plan, "payment");
 * }</pre>
 *
 * <p>{@code FERRY_STORE} is not among them: where records are kept is the deployment's affair.
 */
public final class FunctionVariables {
  private FunctionVariables() {}

  /**
   * The handler, its policy, and the address of every channel that it uses.
   *
   * @throws MessagingException INVALID_ARGUMENT when there is no such handler, a channel has no
   *     address, or the policy is too long
   */
  public static Map<String, String> of(ApplicationPlan plan, String handler) {
    HandlerPlan own = plan.handler(handler);
    FunctionPolicy policy = FunctionPolicy.of(own, plan.channels());
    Map<String, String> variables = new TreeMap<>();
    variables.put(FunctionEnvironment.HANDLER, handler);
    variables.put(FunctionPolicy.VARIABLE, policy.toJson());
    for (String channel : channels(policy)) {
      Address address = plan.channels().get(channel);
      if (address == null) {
        throw MessagingException.invalid(
            "write the variables of handler '%s': channel '%s' has no address; add it to the topology"
                .formatted(handler, channel));
      }
      variables.put(FunctionEnvironment.variable(channel), address.toString());
    }
    return variables;
  }

  private static List<String> channels(FunctionPolicy policy) {
    List<String> channels = new ArrayList<>(policy.settings().publishes());
    channels.add(policy.settings().source());
    addIfSaid(channels, policy.deadLetters());
    addIfSaid(channels, policy.parked());
    return channels;
  }

  private static void addIfSaid(List<String> channels, @Nullable String channel) {
    if (channel != null) {
      channels.add(channel);
    }
  }
}
