package dev.ferry.azure;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code servicebus:} address says.
 *
 * @param namespace the namespace: its name, or the whole host
 * @param entity the queue, the topic, or {@code topic/subscriptions/name}
 * @param topic whether it is a topic
 * @param deadLetters whether its dead letters are meant
 * @param sessions whether it has sessions: the order of keys
 * @param duplicates how long it remembers message ids; zero for never
 * @param deliveries how often it delivers a message before it dead-letters it; the copies of a
 *     message counted, which Service Bus itself does not
 */
record ServiceBusAddress(
    String namespace,
    String entity,
    boolean topic,
    boolean deadLetters,
    boolean sessions,
    Duration duplicates,
    int deliveries) {
  static final String SCHEME = "servicebus";
  static final Set<String> PARAMETERS = Set.of("kind", "sessions", "duplicates", "deliveries");

  private static final String DEAD_LETTERS = "/$deadletterqueue";
  private static final String SUBSCRIPTIONS = "/subscriptions/";
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?");
  private static final Pattern ENTITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~/-]{0,259}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");

  /**
   * Reads an address.
   *
   * @throws MessagingException INVALID_ARGUMENT for a parameter or a name that cannot be
   */
  static ServiceBusAddress of(Address address) {
    address.allowing(PARAMETERS);
    int slash = address.name().indexOf('/');
    require(address, slash > 0, "write servicebus://NAMESPACE/QUEUE");
    String namespace = address.name().substring(0, slash);
    String path = address.name().substring(slash + 1);
    boolean dead = path.toLowerCase(Locale.ROOT).endsWith(DEAD_LETTERS);
    String entity = dead ? path.substring(0, path.length() - DEAD_LETTERS.length()) : path;
    require(
        address,
        NAMESPACE.matcher(namespace).matches() && ENTITY.matcher(entity).matches(),
        "a namespace has letters, digits and -, an entity those and . _ ~ /, and at most 260");
    boolean topic = choice(address, "kind", "queue", "topic");
    require(address, !(topic && dead), "a topic has no dead letters; its subscriptions have");
    boolean sessions = choice(address, "sessions", "false", "true");
    return new ServiceBusAddress(
        namespace,
        entity,
        topic,
        dead,
        sessions && !dead,
        duplicates(address),
        deliveries(address));
  }

  /**
   * Reads the address of a queue or topic that messages are sent to.
   *
   * @throws MessagingException INVALID_ARGUMENT as {@link #of}, and for dead letters and
   *     subscriptions
   */
  static ServiceBusAddress ofDestination(Address address) {
    ServiceBusAddress parsed = of(address);
    require(address, parsed.takesCopies(), "messages are sent to a queue or a topic");
    return parsed;
  }

  /** Whether a parameter has its second value; its first is what it has when it is not there. */
  private static boolean choice(Address address, String name, String first, String second) {
    String value = address.parameters().getOrDefault(name, first);
    require(
        address,
        value.equals(first) || value.equals(second),
        name + " is " + first + " or " + second);
    return value.equals(second);
  }

  private static int deliveries(Address address) {
    String text = address.parameters().get("deliveries");
    if (text == null) {
      return ServiceBusLimits.DELIVERIES;
    }
    int count = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    require(
        address,
        count >= 1 && count <= ServiceBusLimits.MOST_DELIVERIES,
        "deliveries is a number from 1 to 2000");
    return count;
  }

  private static Duration duplicates(Address address) {
    String text = address.parameters().get("duplicates");
    if (text == null) {
      return Duration.ZERO;
    }
    Matcher form = DURATION.matcher(text);
    require(address, form.matches(), "duplicates is a whole number of s, m, h or d, as 10m");
    Duration window = span(Long.parseLong(form.group(1)), form.group(2));
    require(
        address,
        window.compareTo(ServiceBusLimits.SHORTEST_WINDOW) >= 0
            && window.compareTo(ServiceBusLimits.LONGEST_WINDOW) <= 0,
        "Service Bus remembers message ids for 20s to 7d");
    return window;
  }

  private static Duration span(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static void require(Address address, boolean holds, String rule) {
    if (!holds) {
      throw MessagingException.invalid("open '" + address + "': " + rule);
    }
  }

  /** The topic whose subscription it is; null for a queue. */
  @Nullable String subscribedTopic() {
    int at = subscriptionAt();
    return at < 0 ? null : entity.substring(0, at);
  }

  /** The subscription's name; for one only. */
  String subscription() {
    return entity.substring(subscriptionAt() + SUBSCRIPTIONS.length());
  }

  private int subscriptionAt() {
    return entity.toLowerCase(Locale.ROOT).indexOf(SUBSCRIPTIONS);
  }

  /** Whether a copy of a message can be sent to where the message came from, and nowhere else. */
  boolean takesCopies() {
    return !deadLetters && subscriptionAt() < 0;
  }

  /** For people. */
  String name() {
    return entity + (deadLetters ? DEAD_LETTERS : "");
  }
}
