package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.ContractFunction;
import dev.ferry.cli.cloud.aws.AwsCloud;
import java.time.Duration;

/** On our host of Lambda, with queues in this JVM. */
class AwsContractTest extends HostedContract {
  private static final int DELIVERIES = 3;

  AwsContractTest() {
    super(
        new ContractHost(
            new AwsCloud(),
            null,
            ContractFunction.class,
            ContractHost.BATCHES,
            Duration.ofSeconds(4),
            DELIVERIES));
  }
}
