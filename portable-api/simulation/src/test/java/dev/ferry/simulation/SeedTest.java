package dev.ferry.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeedTest {
  /** The JDK's generator is the same algorithm, written by others. */
  @Property
  void random_isSplitMix64(@ForAll long value) {
    SplittableRandom reference = new SplittableRandom(value);
    SeededRandom random = Seed.of(value).random();
    for (int i = 0; i < 20; i++) {
      assertThat(random.nextLong()).isEqualTo(reference.nextLong());
    }
  }

  @Property
  void child_isTheSameEveryTime(@ForAll long value, @ForAll String name, @ForAll long index) {
    assertThat(Seed.of(value).child(name)).isEqualTo(Seed.of(value).child(name));
    assertThat(Seed.of(value).child(index)).isEqualTo(Seed.of(value).child(index));
  }

  @Property
  void child_ofAChild_isNotTheChildOfBothNames(
      @ForAll long value, @ForAll @NotEmpty String first, @ForAll @NotEmpty String second) {
    Seed seed = Seed.of(value);
    assertThat(seed.child(first).child(second)).isNotEqualTo(seed.child(first + second));
  }

  @Property
  void child_oneBitOfTheSeedChanged_changesHalfOfTheBits(
      @ForAll long value, @ForAll @IntRange(max = 63) int bit) {
    long flipped = value ^ (1L << bit);
    int changed = 0;
    for (int i = 0; i < 64; i++) {
      String name = "child " + i;
      changed +=
          Long.bitCount(Seed.of(value).child(name).value() ^ Seed.of(flipped).child(name).value());
    }
    // 4,096 fair coins: six standard deviations.
    assertThat(changed).isCloseTo(2_048, within(192));
  }

  @Property
  void chance_atZeroAndOne_isCertain(@ForAll long value) {
    assertThat(Seed.of(value).chance(0)).isFalse();
    assertThat(Seed.of(value).chance(1)).isTrue();
  }

  @Property
  void chance_thatHappens_happensAtEveryHigherProbability(
      @ForAll long value,
      @ForAll @DoubleRange(max = 1) double one,
      @ForAll @DoubleRange(max = 1) double other) {
    Seed seed = Seed.of(value);
    if (seed.chance(Math.min(one, other))) {
      assertThat(seed.chance(Math.max(one, other))).isTrue();
    }
  }

  @Test
  void chance_outsideOfZeroToOne_isRefused() {
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Seed.of(1).chance(wrong));
    }
  }

  @Property
  void nextInt_staysBelowItsBound(
      @ForAll long value, @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int bound) {
    assertThat(Seed.of(value).random().nextInt(bound)).isBetween(0, bound - 1);
  }

  @Test
  void nextInt_drawsEveryValueAlike() {
    SeededRandom random = Seed.of(42).random();
    int[] counts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      counts[random.nextInt(10)]++;
    }
    assertThat(counts).satisfies(all -> IntStream.of(all).forEach(SeedTest::assertNearTenThousand));
  }

  private static void assertNearTenThousand(int count) {
    assertThat(count).isCloseTo(10_000, within(570));
  }

  @Test
  void nextInt_withoutRoom_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Seed.of(1).random().nextInt(0));
  }

  @Property
  void shuffle_keepsTheElements(@ForAll long value, @ForAll @Size(max = 50) List<Integer> list) {
    List<Integer> shuffled = new ArrayList<>(list);
    Seed.of(value).random().shuffle(shuffled);
    assertThat(shuffled).containsExactlyInAnyOrderElementsOf(list);
  }

  @Test
  void shuffle_reachesEveryOrderAlike() {
    SeededRandom random = Seed.of(42).random();
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      List<String> letters = new ArrayList<>(List.of("a", "b", "c"));
      random.shuffle(letters);
      orders.add(String.join("", letters));
    }
    for (String order : List.of("abc", "acb", "bac", "bca", "cab", "cba")) {
      assertThat(orders.stream().filter(order::equals).count()).isCloseTo(10_000, within(550L));
    }
  }
}
