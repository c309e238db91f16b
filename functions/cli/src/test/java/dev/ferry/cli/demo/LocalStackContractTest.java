package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.ContractFunction;
import dev.ferry.cli.cloud.aws.LocalStackCloud;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** On the LocalStack that {@value #ENDPOINT} names. */
@EnabledIfSystemProperty(named = LocalStackContractTest.ENDPOINT, matches = ".+")
class LocalStackContractTest extends HostedContract {
  static final String ENDPOINT = "ferry.localstack.endpoint";
  private static final int DELIVERIES = 3;

  LocalStackContractTest() {
    super(
        new ContractHost(
            new LocalStackCloud(),
            URI.create(System.getProperty(ENDPOINT, "")),
            ContractFunction.class,
            ContractHost.BATCHES,
            Duration.ofSeconds(12),
            DELIVERIES));
  }
}
