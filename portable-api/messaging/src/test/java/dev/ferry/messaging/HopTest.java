package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HopTest {
  @Property
  void deduplicationId_anyHop_fitsEveryBroker(
      @ForAll Hop hop, @ForAll String id, @ForAll int round, @ForAll int attempt) {
    assertThat(hop.deduplicationId(id, round, attempt)).matches("[0-9a-f]{32}");
  }

  @Property
  void deduplicationId_anotherHop_isAnother(
      @ForAll Hop one,
      @ForAll Hop other,
      @ForAll @IntRange(max = 30) int round,
      @ForAll @IntRange(max = 30) int otherRound,
      @ForAll @IntRange(max = 30) int attempt,
      @ForAll @IntRange(max = 30) int otherAttempt) {
    boolean same = one == other && round == otherRound && attempt == otherAttempt;
    assertThat(
            one.deduplicationId("order-1", round, attempt)
                .equals(other.deduplicationId("order-1", otherRound, otherAttempt)))
        .isEqualTo(same);
  }

  @Test
  void deduplicationId_neverChanges() {
    assertThat(Hop.PUBLISH.deduplicationId("order-10248", 0, 0))
        .isEqualTo("c4f4f15fec74f5b0bb73d6e11bb02c11");
  }

  @Test
  void deduplicationId_idThatLooksLikeTheRest_isAnother() {
    assertThat(Hop.RETRY.deduplicationId("1\n1", 1, 1))
        .isNotEqualTo(Hop.RETRY.deduplicationId("1", 1, 1));
  }
}
