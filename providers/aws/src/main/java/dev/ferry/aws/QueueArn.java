package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The full name of a queue.
 *
 * @param partition such as {@code aws} or {@code aws-cn}
 * @param region such as {@code eu-central-1}
 * @param account the owner's twelve digits
 * @param name the queue's name
 */
public record QueueArn(String partition, String region, String account, String name) {
  private static final Pattern FORM =
      Pattern.compile("arn:([a-z0-9-]+):sqs:([a-z0-9-]+):([0-9]{12}):([A-Za-z0-9_.-]{1,80})");

  /**
   * The name that {@code arn} writes.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no queue's
   */
  public static QueueArn parse(String arn) {
    Matcher form = FORM.matcher(arn);
    if (!form.matches()) {
      throw MessagingException.invalid(
          "parse '" + arn + "': no queue's ARN; write arn:aws:sqs:REGION:ACCOUNT:NAME");
    }
    return new QueueArn(form.group(1), form.group(2), form.group(3), form.group(4));
  }

  /** Whether the queue keeps the order of groups, which its name alone says. */
  public boolean fifo() {
    return name.endsWith(".fifo");
  }

  /**
   * The queue's URL, which SQS makes of the same parts: asking for it costs nothing.
   *
   * @param endpoint where SQS is, such as {@code https://sqs.eu-central-1.amazonaws.com}
   */
  public String url(String endpoint) {
    String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    return base + "/" + account + "/" + name;
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":sqs:" + region + ":" + account + ":" + name;
  }
}
