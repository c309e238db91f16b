package dev.ferry.azure;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How namespaces are reached: by a connection string, or by an identity. */
final class Namespace {
  /** The variable that holds a connection string. */
  static final String VARIABLE = "FERRY_SERVICEBUS";

  /** The identity that is meant where there are several: an id of a managed identity. */
  static final String CLIENT_ID_VARIABLE = VARIABLE + "__clientId";

  /** The namespace of an identity, as the Service Bus trigger of Azure Functions has it too. */
  static final String HOST_VARIABLE = VARIABLE + "__fullyQualifiedNamespace";

  /** Where an emulator is managed. */
  static final String ADMINISTRATION_PORT_VARIABLE = VARIABLE + "__administrationPort";

  private static final String EMULATOR = "UseDevelopmentEmulator=true";
  private static final String EMULATORS_PORT = "5300";
  private static final Pattern ENDPOINT = Pattern.compile("(?i)endpoint=[a-z]+://([^:/;]+)");

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

  /** By the connection string of an emulator that is managed at this port. */
  static Namespace of(String connectionString, int administrationPort) {
    return new Namespace(
        connectionString,
        Map.of(ADMINISTRATION_PORT_VARIABLE, Integer.toString(administrationPort)));
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
    boolean emulator = text.contains(EMULATOR);
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

  /** What makes its entities; empty where no namespace is named. */
  Optional<ChannelAdmin> admin() {
    return name()
        .map(
            name -> {
              ServiceBusAdministrationClientBuilder builder = administration(host(name));
              return new ServiceBusAdmin(name, builder.buildClient());
            });
  }

  private Optional<String> name() {
    String text = connectionString;
    if (text == null) {
      return Optional.ofNullable(environment.get(HOST_VARIABLE)).map(Namespace::shortened);
    }
    Matcher endpoint = ENDPOINT.matcher(text);
    return text.contains(EMULATOR)
        ? Optional.of("emulator")
        : endpoint.find() ? Optional.of(shortened(endpoint.group(1))) : Optional.empty();
  }

  private static String shortened(String host) {
    return host.endsWith(SUFFIX) ? host.substring(0, host.length() - SUFFIX.length()) : host;
  }

  private ServiceBusAdministrationClientBuilder administration(String host) {
    ServiceBusAdministrationClientBuilder builder = new ServiceBusAdministrationClientBuilder();
    String text = connectionString;
    if (text == null) {
      return builder.credential(host, Identity.find(environment.get(CLIENT_ID_VARIABLE)));
    }
    if (text.contains(EMULATOR)) {
      builder.addPolicy(
          new PlainHttp(
              Integer.parseInt(
                  environment.getOrDefault(ADMINISTRATION_PORT_VARIABLE, EMULATORS_PORT))));
    }
    return builder.connectionString(text);
  }

  /** The host of a namespace: its name may be written in full. */
  static String host(String namespace) {
    return namespace.indexOf('.') < 0 ? namespace + SUFFIX : namespace;
  }
}
