package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.cli.cloud.ContractApp;
import dev.ferry.cli.cloud.azure.AzureCloud;
import dev.ferry.cli.demo.ContractRun.Terms;
import dev.ferry.processing.ProcessingEvent.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On our host of Azure Functions, with Service Bus in this JVM. */
class AzureContractTest extends HostedContract {
  private static final Duration LOCK = Duration.ofSeconds(30);

  AzureContractTest() {
    super(new ContractHost(new AzureCloud(), null, ContractApp.class, ContractHost.ALONE, LOCK, 3));
  }

  @Test
  void processThatDies_betweenTheCopyOfARetryAndItsReturn_runsNothingTwice() throws Exception {
    on(
        new Terms("{attempts: 5, initialDelay: 2s, jitter: none}", LOCK, 3),
        run -> {
          run.publish(ContractApp.DIES_ONCE);
          run.start();
          await(
              () ->
                  !run.times(Kind.HANDLED, ContractApp.DIES_ONCE).isEmpty()
                      && run.waiting().total() == 0);

          assertThat(died()).exists();
          assertThat(run.times(Kind.HANDLED, ContractApp.DIES_ONCE)).hasSize(1);
          assertThat(run.times(Kind.SUPPRESSED, ContractApp.DIES_ONCE)).isNotEmpty();
          assertThat(run.dead()).isZero();
        });
  }
}
