package dev.ferry.azure;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How namespaces are reached: by a connection string, or by an identity. */
final class Namespace {
  /** The variable that holds a connection string. */
  static final String VARIABLE = "FERRY_SERVICEBUS";

  /** The identity that is meant where there are several: an id of a managed identity. */
  static final String CLIENT_ID_VARIABLE = VARIABLE + "__clientId";

  private static final String SUFFIX = ".servicebus.windows.net";
  private static final Duration TRY = Duration.ofSeconds(30);

  private final @Nullable String connectionString;
  private final Map<String, String> environment;

  private Namespace(@Nullable String connectionString, Map<String, String> environment) {
    this.connectionString = connectionString;
    this.environment = environment;
  }

  /** By what the environment says. */
  static Namespace of(Map<String, String> environment) {
    return new Namespace(environment.get(VARIABLE), environment);
  }

  /** By a connection string. */
  static Namespace of(String connectionString) {
    return new Namespace(connectionString, Map.of());
  }

  /** A builder of clients that share one connection. */
  ServiceBusClientBuilder builder(String namespace) {
    ServiceBusClientBuilder builder =
        new ServiceBusClientBuilder().retryOptions(new AmqpRetryOptions().setTryTimeout(TRY));
    String text = connectionString;
    if (text != null) {
      return builder.connectionString(checked(text, namespace));
    }
    return builder.credential(host(namespace), Identity.find(environment.get(CLIENT_ID_VARIABLE)));
  }

  /**
   * The connection string, if it opens this namespace; an emulator's opens any.
   *
   * @throws MessagingException FAILED_PRECONDITION when it opens another
   */
  private static String checked(String text, String namespace) {
    boolean emulator = text.contains("UseDevelopmentEmulator=true");
    if (!emulator && !text.contains("//" + host(namespace))) {
      throw MessagingException.invalid(
          "open '"
              + namespace
              + "': the connection string in "
              + VARIABLE
              + " is of another namespace; correct one of them");
    }
    return text;
  }

  /** The connection string; null where an identity is used. */
  @Nullable String connectionString() {
    return connectionString;
  }

  /** The host of a namespace: its name may be written in full. */
  static String host(String namespace) {
    return namespace.indexOf('.') < 0 ? namespace + SUFFIX : namespace;
  }
}
