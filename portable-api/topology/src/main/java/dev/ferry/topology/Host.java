package dev.ferry.topology;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where handlers run and which broker feeds them there. What each can do: {@link #abilities()}. */
public enum Host {
  /** Lambda functions behind SQS and SNS. */
  AWS("aws", "AWS Lambda"),
  /** Google Cloud functions behind Pub/Sub push. */
  GOOGLE("google", "Google Cloud Functions"),
  /** Azure Functions behind Service Bus. */
  AZURE("azure", "Azure Functions"),
  /** A JVM that pulls from SQS and SNS. */
  WORKER_AWS("worker-aws", "a worker on SQS"),
  /** A JVM that pulls from Pub/Sub. */
  WORKER_GOOGLE("worker-google", "a worker on Pub/Sub"),
  /** A JVM that pulls from Service Bus. */
  WORKER_AZURE("worker-azure", "a worker on Service Bus"),
  /** One JVM with the embedded broker in it. */
  WORKER_EMBEDDED("worker-embedded", "a worker on the embedded broker");

  private final String option;
  private final String title;

  Host(String option, String title) {
    this.option = option;
    this.title = title;
  }

  /** As the command line spells it: {@code --on worker-aws}. */
  public String option() {
    return option;
  }

  /** In words, for a message. */
  public String title() {
    return title;
  }

  /** What it can do. */
  public HostAbilities abilities() {
    return HostAbilities.of(this);
  }

  /**
   * The host that the command line spells {@code option}.
   *
   * @throws IllegalArgumentException if there is none; the message names all
   */
  public static Host of(String option) {
    return Arrays.stream(values())
        .filter(host -> host.option.equals(option))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no host '"
                        + option
                        + "'; hosts are "
                        + Arrays.stream(values())
                            .map(Host::option)
                            .collect(Collectors.joining(", "))));
  }
}
