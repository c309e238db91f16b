package dev.ferry.functions.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueRedriveTest {
  @Test
  void wait_doublesWithEachRound_andIsNeverLongerThanAWeek() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(DueRedrive.wait(minute, 0)).isEqualTo(minute);
    assertThat(DueRedrive.wait(minute, 1)).isEqualTo(minute);
    assertThat(DueRedrive.wait(minute, 4)).isEqualTo(minute.multipliedBy(8));
    assertThat(DueRedrive.wait(minute, Integer.MAX_VALUE)).isEqualTo(Duration.ofDays(7));
    assertThat(DueRedrive.wait(Duration.ofDays(30), 20)).isEqualTo(Duration.ofDays(7));
  }
}
