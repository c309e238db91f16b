package dev.ferry.functions;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.Wiring;
import java.util.Locale;
import java.util.Map;

/**
 * The variables that a function is deployed with: {@code FERRY_HANDLER} names the handler, {@code
 * FERRY_CHANNEL_ORDER_EVENTS} the address of channel {@code order-events}. Immutable.
 *
 * @param variables the variables of the process
 */
public record FunctionEnvironment(Map<String, String> variables) {
  private static final String HANDLER = "FERRY_HANDLER";
  private static final String CHANNEL = "FERRY_CHANNEL_";

  /** Copies the variables. */
  public FunctionEnvironment {
    variables = Map.copyOf(variables);
  }

  /** The variables of this process. */
  public static FunctionEnvironment ofProcess() {
    return new FunctionEnvironment(System.getenv());
  }

  /**
   * The handler that this function runs; its supplier alone is called.
   *
   * @throws MessagingException INVALID_ARGUMENT when the variable is missing or the application has
   *     no such handler
   */
  public HandlerBinding<?> handler(Application application) {
    return Wiring.of(application).binding(value(HANDLER, "the name of the handler to run"));
  }

  /**
   * Where a channel is.
   *
   * @param name the channel's name in the topology
   * @throws MessagingException INVALID_ARGUMENT when the variable is missing or no address
   */
  public Address channel(String name) {
    return Address.parse(value(variable(name), "the address of channel '" + name + "'"));
  }

  /** The variable that holds the address of a channel. */
  public static String variable(String channel) {
    return CHANNEL + channel.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private String value(String name, String meaning) {
    String value = variables.get(name);
    if (value == null || value.isBlank()) {
      throw MessagingException.invalid(
          "start function: variable " + name + " is missing; set it to " + meaning);
    }
    return value;
  }
}
