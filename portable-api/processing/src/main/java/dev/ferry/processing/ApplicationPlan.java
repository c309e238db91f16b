package dev.ferry.processing;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.util.List;
import java.util.Map;

/**
 * Where an application's handlers and channels are, as a topology says for one deployment.
 *
 * @param handlers the handlers that run here
 * @param channels the channels that handlers publish to, by name
 */
public record ApplicationPlan(List<HandlerPlan> handlers, Map<String, Address> channels) {
  /** Copies the lists. */
  public ApplicationPlan {
    handlers = List.copyOf(handlers);
    channels = Map.copyOf(channels);
  }

  /**
   * The plan of one handler.
   *
   * @throws MessagingException INVALID_ARGUMENT when there is none of that name
   */
  public HandlerPlan handler(String name) {
    return handlers.stream()
        .filter(plan -> plan.settings().handler().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                MessagingException.invalid(
                    "find handler '" + name + "': the topology has no such handler"));
  }

  /** A plan with only these of the handlers. */
  public ApplicationPlan only(List<String> names) {
    return new ApplicationPlan(names.stream().map(this::handler).toList(), channels);
  }
}
