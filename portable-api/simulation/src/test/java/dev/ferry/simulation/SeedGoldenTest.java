package dev.ferry.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What seed 42 means, kept in a file: a seed printed by one version must repeat its run in every
 * later one. If this fails, the code is wrong, never the file.
 */
class SeedGoldenTest {
  @Test
  void seed42_meansTheSameInEveryVersion() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      lines.add("fault %s %s".formatted(fault, decisions(fault)));
    }
    for (String name : List.of("", "orders", "payment", "Zürich", "\uD83D\uDEA2")) {
      lines.add("child '%s' %s".formatted(name, hex(Seed.of(42).child(name).value())));
    }
    SeededRandom random = Seed.of(42).random();
    lines.add("longs " + draws(() -> hex(random.nextLong())));
    lines.add("below 1000 " + draws(() -> Integer.toString(random.nextInt(1_000))));
    lines.add("shuffled " + shuffled(random));

    assertThat(lines).containsExactlyElementsOf(golden());
  }

  /** The first 64 decisions at probability 0.25: a letter x is a strike. */
  private static String decisions(Fault fault) {
    Faults faults = FaultPlan.seeded(42).with(fault, 0.25).start();
    return IntStream.range(0, 64)
        .mapToObj(i -> faults.strikes(fault, "golden") ? "x" : ".")
        .collect(joining());
  }

  private static String draws(Supplier<String> draw) {
    return IntStream.range(0, 8).mapToObj(i -> draw.get()).collect(joining(" "));
  }

  private static String shuffled(SeededRandom random) {
    List<String> letters = new ArrayList<>(List.of("abcdefghij".split("")));
    random.shuffle(letters);
    return String.join("", letters);
  }

  private static String hex(long value) {
    return "%016x".formatted(value);
  }

  private static List<String> golden() throws IOException {
    try (InputStream file = SeedGoldenTest.class.getResourceAsStream("seed-42.golden")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return text.lines().toList();
    }
  }
}
