package dev.ferry.testkit.report;

import dev.ferry.testkit.messaging.MessagingConformance;
import dev.ferry.testkit.processing.ProcessingConformance;
import dev.ferry.testkit.report.Result.End;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The support table in Markdown, and the place for it in a document, between {@code <!--
 * support:begin -->} and {@code <!-- support:end -->}. Immutable.
 *
 * <p>A test of the build holds a document to it, or writes it:
 *
 * <pre>{@code
 * SupportTable table = SupportTable.of(List.of(Path.of("target/surefire-reports")));
 * assertThat(readme).isEqualTo(table.into(readme));
 * }</pre>
 */
public final class SupportTable {
  private static final List<Class<?>> SUITES =
      List.of(MessagingConformance.class, ProcessingConformance.class);
  private static final String PLACE = "support";

  private final Map<String, Set<String>> features;
  private final Map<String, Map<String, Result>> providers;

  SupportTable(Map<String, Set<String>> features, Map<String, Map<String, Result>> providers) {
    this.features = features;
    this.providers = providers;
  }

  /**
   * The table of what these folders report.
   *
   * @throws IOException when a report cannot be read
   */
  public static SupportTable of(List<Path> folders) throws IOException {
    Reports reports = new Reports(SUITES);
    for (Path folder : folders) {
      reports.read(folder);
    }
    return new SupportTable(Features.of(SUITES), reports.byProvider());
  }

  /**
   * The table of what these folders report of tests that are no suite of this module: {@code
   * AwsContractTest} and {@code GoogleContractTest} are the suite {@code Contract} on two hosts. A
   * row for each test, its name in words; a host on which all were skipped is left out.
   *
   * @throws IOException when a report cannot be read
   */
  public static SupportTable ofTests(String suite, List<Path> folders) throws IOException {
    Reports reports = new Reports(suite);
    for (Path folder : folders) {
      reports.read(folder);
    }
    Map<String, Map<String, Result>> hosts = new TreeMap<>(reports.byProvider());
    hosts
        .values()
        .removeIf(results -> results.values().stream().allMatch(end -> end.end() == End.SKIPPED));
    return new SupportTable(Features.of(hosts.values()), hosts);
  }

  /** The providers that were reported on, by name. */
  public Set<String> providers() {
    return Set.copyOf(providers.keySet());
  }

  /** The table: a row for each feature, a column for each provider. */
  public String markdown() {
    StringBuilder table = new StringBuilder("| |");
    providers.keySet().forEach(provider -> table.append(' ').append(provider).append(" |"));
    table.append("\n|---|").append("---|".repeat(providers.size())).append('\n');
    features.forEach(
        (feature, tests) -> {
          table.append("| ").append(feature).append(" |");
          providers
              .values()
              .forEach(results -> table.append(' ').append(cell(tests, results)).append(" |"));
          table.append('\n');
        });
    return table.toString();
  }

  /** What a provider's results say about the tests of one feature. */
  private static String cell(Set<String> tests, Map<String, Result> results) {
    List<Result> ends = tests.stream().filter(results::containsKey).map(results::get).toList();
    if (ends.stream().anyMatch(result -> result.end() == End.FAILED)) {
      return "**fails**";
    }
    if (ends.size() < tests.size()) {
      return "not run";
    }
    Set<String> reasons =
        ends.stream()
            .filter(result -> result.end() == End.SKIPPED)
            .map(result -> result.reason().replace("|", "\\|").replaceAll("\\s+", " "))
            .collect(Collectors.toCollection(TreeSet::new));
    if (reasons.isEmpty()) {
      return "yes";
    }
    boolean none = ends.stream().allMatch(result -> result.end() == End.SKIPPED);
    return (none ? "skipped: " : "in part, skipped: ") + String.join("; ", reasons);
  }

  /**
   * The document with this table between its markers.
   *
   * @throws IllegalArgumentException when the markers are not there
   */
  public String into(String document) {
    return into(document, PLACE);
  }

  /**
   * The document with this table between other markers, {@code <!-- PLACE:begin -->} and {@code
   * <!-- PLACE:end -->}.
   *
   * @throws IllegalArgumentException when the markers are not there
   */
  public String into(String document, String place) {
    String beginMarker = "<!-- " + place + ":begin -->";
    String endMarker = "<!-- " + place + ":end -->";
    int begin = document.indexOf(beginMarker);
    int end = document.indexOf(endMarker);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "find the place of the support table: write " + beginMarker + " and " + endMarker);
    }
    return document.substring(0, begin + beginMarker.length())
        + "\n"
        + markdown()
        + document.substring(end);
  }
}
