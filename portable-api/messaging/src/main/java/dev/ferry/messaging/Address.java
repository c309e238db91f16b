package dev.ferry.messaging;

import dev.ferry.messaging.internal.Query;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a queue, topic or subscription is: a URI whose scheme finds the provider.
 *
 * <pre>
 * sqs://orders   pubsub://project/topic   servicebus://namespace/queue   embedded:orders?wait=5s
 * </pre>
 *
 * <p>An unknown parameter is an error, so that a typing mistake never means a default. Immutable.
 *
 * @param scheme what finds the provider, in lower case
 * @param name everything between the scheme and the parameters, without leading slashes
 * @param parameters the parameters after {@code ?}, decoded
 */
public record Address(String scheme, String name, NavigableMap<String, String> parameters) {
  /** Copies the parameters. */
  public Address {
    parameters = Query.copy(parameters);
  }

  /**
   * The address that {@code uri} writes.
   *
   * @throws MessagingException INVALID_ARGUMENT when it has no scheme or name, or names a parameter
   *     twice
   */
  public static Address parse(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 1 || !uri.substring(0, colon).matches("[a-z][a-z0-9+.-]*")) {
      throw MessagingException.invalid(
          "parse address '"
              + uri
              + "': no scheme; write it as scheme:name, such as embedded:orders");
    }
    int question = uri.indexOf('?', colon);
    String path = uri.substring(colon + 1, question < 0 ? uri.length() : question);
    String name = path.startsWith("//") ? path.substring(2) : path;
    if (name.isBlank()) {
      throw MessagingException.invalid(
          "parse address '" + uri + "': no name; write it as scheme:name, such as embedded:orders");
    }
    Map<String, String> parameters =
        question < 0 ? Map.of() : Query.parse(uri, uri.substring(question + 1));
    return new Address(uri.substring(0, colon), name, Query.copy(parameters));
  }

  /**
   * Checks that nothing but these parameters is there.
   *
   * @throws MessagingException INVALID_ARGUMENT when another is, naming it and the known ones
   */
  public Address allowing(Set<String> known) {
    for (String parameter : parameters.keySet()) {
      if (!known.contains(parameter)) {
        throw MessagingException.invalid(
            "open '%s': unknown parameter '%s'; known are %s"
                .formatted(this, parameter, new TreeSet<>(known)));
      }
    }
    return this;
  }

  /** The address as one would write it. */
  @Override
  public String toString() {
    return scheme + ":" + name + Query.print(parameters);
  }
}
