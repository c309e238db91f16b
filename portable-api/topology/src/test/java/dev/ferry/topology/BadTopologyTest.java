package dev.ferry.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code bad/} is refused with the errors that stand in the {@code .txt} beside it. A
 * file whose first line is {@code # on: HOST} is sound, and refused for that host only.
 *
 * <p>To write the golden errors anew after a change of words, and then read the difference:
 *
 * <pre>{@code
 * ./mvnw -pl :ferry-topology test -Dtest=BadTopologyTest -Dtest.jvm.args=-Dgolden=write
 * git diff portable-api/topology/src/test/resources/bad
 * }</pre>
 */
class BadTopologyTest {

  private static final Pattern HOST = Pattern.compile("# on: (\\S+)\n.*", Pattern.DOTALL);

  static List<Path> badFiles() {
    return Resources.yaml("bad");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void parse_badTopology_tellsEveryProblem(Path file) {
    String told = told(file) + "\n";
    Path golden = Path.of(file.toString().replace(".yaml", ".txt"));
    if ("write".equals(System.getProperty("golden"))) {
      Resources.write(golden, told);
    }
    assertThat(told).isEqualTo(Resources.text(golden));
  }

  private static String told(Path file) {
    String text = Resources.text(file);
    Matcher host = HOST.matcher(text);
    if (host.matches()) {
      Topology topology = Topology.parse(file.getFileName().toString(), text);
      return refusal(() -> topology.on(Host.of(host.group(1))));
    }
    return refusal(() -> Topology.parse(file.getFileName().toString(), text));
  }

  private static String refusal(ThrowingCallable call) {
    TopologyException refused =
        requireNonNull(catchThrowableOfType(TopologyException.class, call), "accepted");
    assertThat(refused.problems())
        .isNotEmpty()
        .isSortedAccordingTo(Comparator.comparingInt(Problem::line))
        .allSatisfy(problem -> assertThat(problem.nextStep()).matches("(?s)[A-Z].*[.?]"));
    return requireNonNull(refused.getMessage());
  }
}
