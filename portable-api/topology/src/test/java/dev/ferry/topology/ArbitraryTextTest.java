package dev.ferry.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text, it is a topology or a {@link TopologyException} with usable problems. */
class ArbitraryTextTest {

  private static final String FULL = Resources.text(Resources.path("good/full.yaml"));

  /** Pieces that mean something to YAML or to the format. */
  private static final String[] PIECES = {
    "version: 1\n",
    "name: shop\n",
    "queues:\n",
    "  orders:",
    " {}",
    "\n",
    "handlers:\n",
    "  pay:\n",
    "    source: ",
    "orders",
    "topic",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "&a ",
    "*a",
    "!!str ",
    "\"",
    "'",
    "|\n",
    ">\n",
    "#",
    "? ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "%YAML 99999999999.1\n",
    "<<: ",
    "~",
    "\t",
    " ",
    "retry: {attempts: ",
    "30s",
    "10",
    "-1",
    "environments:\n",
    "  prod:\n",
    "\u0000",
    "\uFEFF",
    "\uD800",
    "\u2028",
    "\\x",
    "PT"
  };

  private static void assertParsedOrRefused(String text) {
    try {
      assertThat(Topology.parse("any.yaml", text).name()).isNotEmpty();
    } catch (TopologyException refused) {
      long lines = text.lines().count() + 1;
      assertThat(refused.problems())
          .isNotEmpty()
          .allSatisfy(
              problem -> {
                assertThat((long) problem.line()).isBetween(1L, lines);
                assertThat(problem.message()).isNotBlank();
                assertThat(problem.nextStep()).isNotBlank();
              });
    }
  }

  @Property
  void parse_anyText_throwsNothingElse(@ForAll String text) {
    assertParsedOrRefused(text);
  }

  @Property(tries = 1000)
  void parse_anyPieces_throwNothingElse(@ForAll("pieces") String text) {
    assertParsedOrRefused(text);
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 1000)
  void parse_damagedFile_throwsNothingElse(@ForAll("damaged") String text) {
    assertParsedOrRefused(text);
  }

  /** The full file with one line dropped, doubled, indented, or with a piece put into it. */
  @Provide
  Arbitrary<String> damaged() {
    List<String> lines = FULL.lines().toList();
    return Combinators.combine(
            Arbitraries.integers().between(0, lines.size() - 1),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(PIECES),
            Arbitraries.doubles().between(0, 1))
        .as((line, how, piece, where) -> String.join("\n", damage(lines, line, how, piece, where)));
  }

  private static List<String> damage(
      List<String> lines, int at, int how, String piece, double where) {
    List<String> damaged = new ArrayList<>(lines);
    String line = lines.get(at);
    int column = (int) (where * line.length());
    damaged.set(at, line.substring(0, column) + piece + line.substring(column));
    return switch (how) {
      case 0 -> without(lines, at);
      case 1 -> with(lines, at, line);
      case 2 -> with(without(lines, at), at, "  " + line);
      default -> damaged;
    };
  }

  private static List<String> without(List<String> lines, int at) {
    List<String> fewer = new ArrayList<>(lines);
    fewer.remove(at);
    return fewer;
  }

  private static List<String> with(List<String> lines, int at, String line) {
    List<String> more = new ArrayList<>(lines);
    more.addAll(at, Arrays.asList(line));
    return more;
  }
}
