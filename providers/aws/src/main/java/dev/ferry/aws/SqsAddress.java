package dev.ferry.aws;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code sqs:} address says.
 *
 * @param queue the queue's name
 * @param arn the full name, where the address has it; null otherwise
 * @param account the owner; null for the account of the credentials
 * @param visibility how long leases last; null for what the queue says
 * @param topic the topic whose envelopes are unwrapped; null for none
 */
record SqsAddress(
    String queue,
    @Nullable QueueArn arn,
    @Nullable String account,
    @Nullable Duration visibility,
    @Nullable String topic) {
  static final String SCHEME = "sqs";
  static final Set<String> PARAMETERS = Set.of("account", "visibility", "topic");

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,5})([smh])");

  /**
   * Reads an address.
   *
   * @throws MessagingException INVALID_ARGUMENT for a parameter or a name that cannot be
   */
  static SqsAddress of(Address address) {
    address.allowing(PARAMETERS);
    String name = address.name();
    QueueArn arn = name.startsWith("arn:") ? QueueArn.parse(name) : null;
    String queue = arn == null ? name : arn.name();
    require(
        address,
        NAME.matcher(queue).matches(),
        "a queue's name has 1 to 80 of A-Z a-z 0-9 _ -, and .fifo at its end where it is one");
    String account = address.parameters().get("account");
    require(
        address, account == null || ACCOUNT.matcher(account).matches(), "account is twelve digits");
    require(address, account == null || arn == null, "account is in the ARN already");
    String topic = address.parameters().get("topic");
    require(
        address,
        topic == null || SnsAddress.isArn(topic),
        "topic is arn:aws:sns:REGION:ACCOUNT:NAME");
    String visibility = address.parameters().get("visibility");
    return new SqsAddress(
        queue, arn, account, visibility == null ? null : duration(address, visibility), topic);
  }

  private static Duration duration(Address address, String text) {
    Matcher form = DURATION.matcher(text);
    require(address, form.matches(), "visibility is a whole number of s, m or h, as 30s");
    long number = Long.parseLong(form.group(1));
    Duration duration =
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    require(
        address,
        !duration.isZero() && duration.compareTo(SqsLimits.LEASE) <= 0,
        "visibility is 1s to 12h");
    return duration;
  }

  private static void require(Address address, boolean holds, String rule) {
    if (!holds) {
      throw MessagingException.invalid("open '" + address + "': " + rule);
    }
  }

  /** Whether the queue keeps the order of groups, which its name alone says. */
  boolean fifo() {
    return queue.endsWith(".fifo");
  }

  /** What reads its messages. */
  SqsReader reader() {
    return Optional.ofNullable(topic).map(SqsReader::ofTopic).orElseGet(SqsReader::plain);
  }
}
