package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Long work is seen to go on, on a terminal and in a log. */
class ProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nanos;

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, () -> nanos);
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void log_getsALineForEachTenth_andThenWhileEffectsCome() {
    Progress progress = progress(false);
    progress.at(5, 20, 0);
    progress.at(6, 20, 1);
    progress.at(20, 20, 3);
    progress.at(20, 20, 4);
    pass(Duration.ofSeconds(11));
    progress.at(20, 20, 9);
    pass(Duration.ofSeconds(11));
    progress.at(20, 20, 9);
    progress.at(20, 20, 12);

    assertThat(lines())
        .containsExactly(
            "published 5 of 20, 0 effects",
            "published 6 of 20, 1 effects",
            "published 20 of 20, 3 effects",
            "published 20 of 20, 9 effects",
            "published 20 of 20, 12 effects");
  }

  @Test
  void terminal_getsABar_tenTimesASecondAtMost_whichIsCleared() {
    Progress progress = progress(true);
    progress.at(10, 20, 1);
    progress.at(11, 20, 2);
    pass(Duration.ofMillis(100));
    progress.at(20, 20, 3);
    progress.done();

    assertThat(out.toString(StandardCharsets.UTF_8).split("\r", -1))
        .hasSize(5)
        .contains("[###############...............] 10 of 20 published, 1 effects ")
        .contains("[##############################] 20 of 20 published, 3 effects ")
        .endsWith("");
  }
}
