package dev.ferry.topology.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "5m, PT5M",
    "2h, PT2H",
    "14d, PT336H",
    "0s, PT0S",
    "PT1M30S, PT90S",
    "P1DT12H, PT36H",
    "PT0.250S, PT0.25S"
  })
  void parse_writtenDuration_isRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "s",
        "30 s",
        "-1s",
        "1.5h",
        "1h30m",
        "30S",
        "1w",
        "P",
        "PT",
        "P1DT",
        "P1Y",
        "PT-1S",
        "pt1s",
        "٣s",
        "9999999999d",
        "PT1.0001S"
      })
  void parse_anythingElse_isNoDuration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Property
  void write_anyDuration_isReadBack(@ForAll @LongRange(max = 999_999_999L) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(Durations.parse(Durations.write(duration))).contains(duration);
  }

  @Property
  void parse_iso8601_isReadAsTheJdkReadsIt(@ForAll @LongRange(max = 86_400_000_000L) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(Durations.parse(duration.toString())).contains(duration);
  }

  @Property
  void parse_anyText_throwsNothing(@ForAll String text) {
    Durations.parse(text)
        .ifPresent(duration -> assertThat(duration).isGreaterThanOrEqualTo(Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.2S, 200ms",
    "PT59S, 59s",
    "PT1M1.5S, 1m 2s",
    "PT1H30M30S, 1h 31m",
    "PT23H59M59S, 1d",
    "P1DT1H1S, 1d 2h",
    "P14D, 14d"
  })
  void inWords_anyDuration_isTwoUnitsRoundedUp(Duration duration, String expected) {
    assertThat(Durations.inWords(duration)).isEqualTo(expected);
  }
}
