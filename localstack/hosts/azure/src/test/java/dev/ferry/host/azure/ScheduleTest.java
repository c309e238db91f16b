package dev.ferry.host.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a timer is due. */
class ScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 */5 * * * *     | 2026-11-29T10:04:59.9Z | 2026-11-29T10:05:00Z",
        "0 */5 * * * *     | 2026-11-29T10:05:00Z   | 2026-11-29T10:10:00Z",
        "* * * * * *       | 2026-12-31T23:59:59Z   | 2027-01-01T00:00:00Z",
        "0 30 9 * * 1-5    | 2026-11-27T10:00:00Z   | 2026-11-30T09:30:00Z",
        "15,45 0 0 1 */2 * | 2026-11-29T10:00:00Z   | 2027-01-01T00:00:15Z",
        "0 0 12 * * 7      | 2026-11-28T13:00:00Z   | 2026-11-29T12:00:00Z",
        "0 0 0 29 2 *      | 2027-03-01T00:00:00Z   | 2028-02-29T00:00:00Z"
      })
  void next_isTheFirstAfterNow(String expression, String now, String next) {
    assertThat(Schedule.parse(expression).after(ZonedDateTime.parse(now)))
        .contains(ZonedDateTime.parse(next));
  }

  @Test
  void dayThatNeverComes_isNoTime() {
    assertThat(Schedule.parse("0 0 0 31 2 *").after(ZonedDateTime.parse("2026-11-29T10:00:00Z")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*/5 * * * *", "60 * * * * *", "0 0 0 0 * *", "0 5-1 * * * *", "a * * * * *"})
  void anythingElse_isRefused(String expression) {
    assertThatThrownBy(() -> Schedule.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("six fields");
  }
}
