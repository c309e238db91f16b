package dev.ferry.google;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code pubsub:} address says.
 *
 * @param project the project's id
 * @param name of the topic, of the subscription, or of both
 * @param kind {@code topics} or {@code subscriptions} where the address says it; empty for both
 * @param region whose endpoint is asked; null for the nearest
 * @param lease how long leases last; null for what the subscription says
 * @param from the topics that the queue has messages of; null for what the subscription's labels
 *     say
 * @param unary whether messages are asked for one request at a time
 */
record PubSubAddress(
    String project,
    String name,
    String kind,
    @Nullable String region,
    @Nullable Duration lease,
    @Nullable List<String> from,
    boolean unary) {
  static final String SCHEME = "pubsub";
  static final Set<String> PARAMETERS = Set.of("region", "lease", "from", "pull");

  private static final Pattern PATH =
      Pattern.compile(
          "([a-z][a-z0-9:.-]{0,62})/(?:(topics|subscriptions)/)?"
              + "((?!goog)[A-Za-z][A-Za-z0-9_.~+-]{2,254})");
  private static final Pattern REGION = Pattern.compile("[a-z]+-[a-z]+[0-9]");
  private static final Pattern LEASE = Pattern.compile("([0-9]{1,3})([sm])");

  /**
   * Reads an address.
   *
   * @throws MessagingException INVALID_ARGUMENT for a parameter or a name that cannot be
   */
  static PubSubAddress of(Address address) {
    address.allowing(PARAMETERS);
    Matcher path = PATH.matcher(address.name());
    require(
        address,
        path.matches(),
        "write pubsub://PROJECT/NAME, the name of 3 to 255 of A-Z a-z 0-9 _ . ~ + -, not"
            + " beginning with goog");
    String region = address.parameters().get("region");
    require(
        address,
        region == null || REGION.matcher(region).matches(),
        "region is one of Google's, as europe-west1");
    String pull = address.parameters().getOrDefault("pull", "streaming");
    require(
        address, pull.equals("streaming") || pull.equals("unary"), "pull is streaming or unary");
    String kind = path.group(2);
    return new PubSubAddress(
        path.group(1),
        path.group(3),
        kind == null ? "" : kind,
        region,
        lease(address),
        topics(address),
        pull.equals("unary"));
  }

  private static @Nullable Duration lease(Address address) {
    String said = address.parameters().get("lease");
    if (said == null) {
      return null;
    }
    Matcher form = LEASE.matcher(said);
    require(address, form.matches(), "lease is a whole number of s or m, as 60s");
    long number = Long.parseLong(form.group(1));
    Duration lease =
        form.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    require(
        address,
        lease.compareTo(PubSubLimits.SHORTEST_LEASE) >= 0
            && lease.compareTo(PubSubLimits.LEASE) <= 0,
        "lease is 10s to 10m");
    return lease;
  }

  private static @Nullable List<String> topics(Address address) {
    String said = address.parameters().get("from");
    if (said == null) {
      return null;
    }
    List<String> topics = Arrays.asList(said.split(",", -1));
    require(
        address,
        topics.stream().noneMatch(String::isBlank),
        "from is the names of topics with commas between");
    return topics;
  }

  private static void require(Address address, boolean holds, String rule) {
    if (!holds) {
      throw MessagingException.invalid("open '" + address + "': " + rule);
    }
  }

  /**
   * The topic's full name.
   *
   * @throws MessagingException INVALID_ARGUMENT when it names a subscription
   */
  String topic() {
    if (kind.equals("subscriptions")) {
      throw MessagingException.invalid(
          "publish to '" + this + "': that is a subscription; name its topic");
    }
    return Names.topic(project, name);
  }

  /**
   * The subscription's full name.
   *
   * @throws MessagingException INVALID_ARGUMENT when it names a topic
   */
  String subscription() {
    if (kind.equals("topics")) {
      throw MessagingException.invalid(
          "receive from '" + this + "': that is a topic; name a subscription of it");
    }
    return Names.subscription(project, name);
  }

  /** The shortest text that says where it is. */
  @Override
  public String toString() {
    return SCHEME + ":" + project + "/" + (kind.isEmpty() ? "" : kind + "/") + name;
  }
}
