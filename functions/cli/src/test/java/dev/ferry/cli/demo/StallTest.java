package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.messaging.MessagingException;
import dev.ferry.topology.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallTest {
  private static final Duration MOST = Duration.ofSeconds(10);

  private static long at(int second) {
    return Duration.ofSeconds(second).toNanos();
  }

  @Test
  void nothingTold_forTooLong_givesUp_namingTheLog(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("functions.log");
    try (FunctionLog log = FunctionLog.to(file)) {
      Stall stall = new Stall(MOST, log, at(0));

      assertThatCode(() -> stall.look(0, at(10))).doesNotThrowAnyException();
      assertThatThrownBy(() -> stall.look(0, at(11)))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("for 10 s")
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void whatIsTold_beginsTheWaitAnew() throws IOException {
    try (FunctionLog nowhere = FunctionLog.to(null)) {
      Stall stall = new Stall(MOST, nowhere, at(0));

      stall.look(1, at(9));
      assertThatCode(() -> stall.look(1, at(19))).doesNotThrowAnyException();
      assertThatThrownBy(() -> stall.look(1, at(20)))
          .hasMessageContaining("1 events before")
          .hasMessageContaining("--function-log FILE");
    }
  }

  @Test
  void silenceOfTheDemo_isLongerThanAnyBackoff_andThanWhatADeadProcessHides() {
    var topology = DemoTopology.forEnvironment("local").on(Host.AWS);

    assertThat(topology.handlers().values())
        .allSatisfy(
            handler ->
                assertThat(Stall.most(topology))
                    .isGreaterThan(handler.retry().maxDelay())
                    .isGreaterThan(topology.queueOf(handler).ackDeadline()));
    assertThat(Stall.most(topology)).isLessThan(Duration.ofMinutes(5));
  }
}
