package dev.ferry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private final Randomness random = new Randomness();

  @Test
  void tokens_are128BitsInHex_andDiffer() {
    assertThat(Stream.generate(random::token).limit(1000))
        .doesNotHaveDuplicates()
        .allSatisfy(token -> assertThat(token).matches("[0-9a-f]{32}"));
  }

  @Test
  void renewed_itStillDrawsTokensAndJitter() {
    String before = random.token();
    random.renew();

    assertThat(random.token()).isNotEqualTo(before).hasSize(32);
    assertThat(Stream.generate(() -> random.nextLong(1, 11)).limit(1000))
        .allSatisfy(draw -> assertThat(draw).isBetween(1L, 10L))
        .contains(1L, 10L);
  }
}
