package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.ContractPush;
import dev.ferry.cli.cloud.google.GoogleCloud;
import java.time.Duration;

/** On our host of Cloud Run functions, with Pub/Sub in this JVM. */
class GoogleContractTest extends HostedContract {
  /** The fewest that Pub/Sub takes. */
  private static final int DELIVERIES = 5;

  GoogleContractTest() {
    super(
        new ContractHost(
            new GoogleCloud(),
            null,
            ContractPush.class,
            ContractHost.ALONE,
            Duration.ofSeconds(30),
            DELIVERIES));
  }
}
