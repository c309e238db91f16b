package dev.ferry.functions;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.Wiring;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that a function is deployed with: {@code FERRY_HANDLER} names the handler, {@code
 * FERRY_POLICY} has its numbers, {@code FERRY_CHANNEL_ORDER_EVENTS} the address of channel {@code
 * order-events}, {@code FERRY_STORE} that of the store. {@link FunctionVariables} writes them.
 * Immutable.
 *
 * @param variables the variables of the process
 */
public record FunctionEnvironment(Map<String, String> variables) {
  static final String HANDLER = "FERRY_HANDLER";
  static final String STORE = "FERRY_STORE";
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
    String variable = variable(name);
    return address(variable, value(variable, "the address of channel '" + name + "'"));
  }

  /**
   * The policy of the handler.
   *
   * @throws MessagingException INVALID_ARGUMENT when the variable is missing or malformed, or is
   *     another handler's
   */
  public FunctionPolicy policy() {
    FunctionPolicy policy =
        FunctionPolicy.parse(
            value(
                FunctionPolicy.VARIABLE, "the policy of the handler, as FunctionPolicy writes it"));
    String handler = value(HANDLER, "the name of the handler to run");
    if (!policy.settings().handler().equals(handler)) {
      throw MessagingException.invalid(
          "start function: %s is that of handler '%s', and %s is '%s'; set both for one handler"
              .formatted(FunctionPolicy.VARIABLE, policy.settings().handler(), HANDLER, handler));
    }
    return policy;
  }

  /**
   * Where records are kept; empty where no variable says so.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no address
   */
  public Optional<Address> store() {
    return find(STORE).map(value -> address(STORE, value));
  }

  /** The value of a variable; empty when it is missing or blank. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  private static Address address(String variable, String value) {
    try {
      return Address.parse(value);
    } catch (MessagingException malformed) {
      throw new MessagingException(
          malformed.code(),
          false,
          "start function: variable " + variable + " is no address; write scheme:name",
          malformed);
    }
  }

  /** The variable that holds the address of a channel. */
  public static String variable(String channel) {
    return CHANNEL + channel.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private String value(String name, String meaning) {
    return find(name)
        .orElseThrow(
            () ->
                MessagingException.invalid(
                    "start function: variable " + name + " is missing; set it to " + meaning));
  }
}
