package dev.ferry.topology.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("attempts", "initialDelay", "maxDelay", "maxAge", "delay");

  @ParameterizedTest
  @CsvSource({
    "atempts, attempts",
    "attempt, attempts",
    "MaxAge, maxAge",
    "max-delay, maxDelay",
    "dealy, delay",
    "initaldelay, initialDelay"
  })
  void of_typingError_isTheNameMeant(String word, String meant) {
    assertThat(Nearest.of(word, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"backoff", "x", "colour"})
  void of_anotherWord_isNothing(String word) {
    assertThat(Nearest.of(word, KNOWN)).isEmpty();
  }

  @Test
  void of_hugeWord_isNothing() {
    assertThat(Nearest.of("a".repeat(100_000), KNOWN)).isEmpty();
  }
}
