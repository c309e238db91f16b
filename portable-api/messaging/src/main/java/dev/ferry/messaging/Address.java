package dev.ferry.messaging;

import dev.ferry.messaging.internal.FormPairs;
import dev.ferry.messaging.internal.Pairs;
import java.util.NavigableMap;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where a queue, topic or subscription is: a URI whose scheme finds the provider.
 *
 * <pre>
 * sqs://orders   pubsub://project/topic   servicebus://namespace/queue
 * embedded:orders   embedded:orders?wait=5s   embedded:///path#orders</pre>
 *
 * <p>{@code scheme:name} and {@code scheme://name} are the same. Strict, so that a typing mistake
 * never means something else: no part may be empty, a name holds no blanks and no percent escapes,
 * an unknown parameter is an error. Immutable.
 *
 * @param scheme what finds the provider: a lower-case letter, then those, digits, {@code + . -}
 * @param name the path without the {@code //} before it, and the fragment with its {@code #} if
 *     there is one; a leading {@code /} makes a path absolute
 * @param parameters the parameters after {@code ?}, decoded
 */
public record Address(String scheme, String name, NavigableMap<String, String> parameters) {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
  private static final Pattern NAME =
      Pattern.compile("/?[^/?#%\\s\\p{Cntrl}]+(/[^/?#%\\s\\p{Cntrl}]+)*(#[^/?#%\\s\\p{Cntrl}]+)?");
  private static final int MAX_PARAMETERS = 100;

  /**
   * Checks the parts and copies the parameters.
   *
   * @throws MessagingException INVALID_ARGUMENT when a part is empty or malformed
   */
  public Address {
    check(scheme + ":" + name, scheme, name);
    parameters = Pairs.copy(parameters);
  }

  /**
   * The address that {@code uri} writes.
   *
   * @throws MessagingException INVALID_ARGUMENT when it has no scheme or name, an empty part, a
   *     parameter that occurs twice or is malformed, or parameters behind the fragment
   */
  public static Address parse(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 0) {
      throw malformed(uri, "no scheme; write scheme:name, as embedded:orders");
    }
    int hash = uri.indexOf('#', colon);
    String fragment = hash < 0 ? "" : uri.substring(hash);
    if (fragment.indexOf('?') >= 0) {
      throw malformed(uri, "parameters behind '#'; write them before it");
    }
    String rest = uri.substring(colon + 1, hash < 0 ? uri.length() : hash);
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    String name = (path.startsWith("//") ? path.substring(2) : path) + fragment;
    check(uri, uri.substring(0, colon), name);
    return new Address(
        uri.substring(0, colon),
        name,
        question < 0 ? Pairs.NONE : parameters(uri, rest.substring(question + 1)));
  }

  private static void check(String uri, String scheme, String name) {
    if (!SCHEME.matcher(scheme).matches()) {
      throw malformed(uri, "no scheme in lower case; write scheme:name, as embedded:orders");
    }
    if (!NAME.matcher(name).matches()) {
      throw malformed(
          uri,
          "a name has no empty parts, blanks or percent escapes; write scheme:name, as"
              + " embedded:orders");
    }
  }

  private static NavigableMap<String, String> parameters(String uri, String query) {
    FormPairs form = FormPairs.parse(query, MAX_PARAMETERS);
    if (form.flaw() != null) {
      throw malformed(
          uri, "among the parameters " + form.flaw() + "; write ?name=value&name=value");
    }
    return form.pairs();
  }

  private static MessagingException malformed(String uri, String why) {
    return MessagingException.invalid("parse address '" + uri + "': " + why);
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

  /** The shortest text that {@link #parse} reads as this address. */
  @Override
  public String toString() {
    int hash = name.indexOf('#');
    String path = hash < 0 ? name : name.substring(0, hash);
    String fragment = hash < 0 ? "" : name.substring(hash);
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    parameters.forEach((parameter, value) -> query.add(FormPairs.encode(parameter, value)));
    return scheme + (path.startsWith("/") ? "://" : ":") + path + query + fragment;
  }
}
