package dev.ferry.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.testkit.messaging.MessagingConformance;
import dev.ferry.testkit.processing.ProcessingConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportTableTest {
  @TempDir private Path folder;

  /** Two features of one suite, to be held against what a folder reports. */
  private static final Map<String, Set<String>> FEATURES =
      new TreeMap<>(
          Map.of(
              "Order",
                  Set.of("MessagingConformance.kept", "MessagingConformance.kept_underFailure"),
              "Peek", Set.of("MessagingConformance.peeked")));

  private void report(String provider, String tests) throws IOException {
    String name = "dev.example." + provider + "MessagingConformanceTest";
    Files.writeString(
        folder.resolve("TEST-" + name + ".xml"),
        "<?xml version=\"1.0\"?><testsuite name=\""
            + name
            + "\">"
            + tests.replace("<testcase ", "<testcase classname=\"" + name + "\" ")
            + "</testsuite>");
  }

  private SupportTable table() throws IOException {
    Reports reports = new Reports(List.of(MessagingConformance.class));
    reports.read(folder);
    return new SupportTable(FEATURES, reports.byProvider());
  }

  @Test
  void table_showsSkipsAsSkips_andFailuresAsFailures() throws IOException {
    report(
        "Embedded",
        "<testcase name=\"kept\"/><testcase name=\"kept_underFailure\"/><testcase name=\"peeked\"/>");
    report(
        "Aws",
        "<testcase name=\"kept\"/>"
            + "<testcase name=\"kept_underFailure\">"
            + "<skipped message=\"Assumption failed: known gap: a|b\"/></testcase>"
            + "<testcase name=\"peeked\">"
            + "<skipped>org.opentest4j.TestAbortedException: Assumption failed:"
            + " the broker has no native peek\n\tat dev.example.PeekTests</skipped></testcase>");
    report(
        "Google",
        "<testcase name=\"kept\"><failure/></testcase><testcase name=\"kept_underFailure\"/>");

    assertThat(table().markdown())
        .isEqualTo(
            """
            | | aws | embedded | google |
            |---|---|---|---|
            | Order | in part, skipped: known gap: a\\|b | yes | **fails** |
            | Peek | skipped: the broker has no native peek | yes | not run |
            """);
  }

  @Test
  void otherReports_areNoColumns() throws IOException {
    Files.writeString(
        folder.resolve("TEST-dev.example.OrderTest.xml"),
        "<testsuite><testcase classname=\"dev.example.OrderTest\" name=\"kept\"/></testsuite>");

    assertThat(table().providers()).isEmpty();
  }

  @Test
  void unreadableReport_isAnError() throws IOException {
    Files.writeString(folder.resolve("TEST-broken.xml"), "<testsuite>");

    assertThatThrownBy(this::table)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("TEST-broken.xml");
  }

  @Test
  void document_getsTheTableBetweenItsMarkers_again() throws IOException {
    report("Embedded", "<testcase name=\"peeked\"/>");
    String document = "before\n<!-- support:begin -->\nold\n<!-- support:end -->\nafter\n";

    String once = table().into(document);

    assertThat(once)
        .startsWith("before\n<!-- support:begin -->\n| | embedded |\n")
        .endsWith("| Peek | yes |\n<!-- support:end -->\nafter\n")
        .doesNotContain("old");
    assertThat(table().into(once)).isEqualTo(once);
    assertThatThrownBy(() -> table().into("no markers"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void testsOfHosts_areRowsInWords_withoutAHostThatWasSkipped() throws IOException {
    hosted("Aws", "<testcase CLASS name=\"killed_comesBack\"/>");
    hosted(
        "Azure",
        "<testcase CLASS name=\"killed_comesBack\"><failure/></testcase>"
            + "<testcase CLASS name=\"copyOfARetry_runsOnce\"/>");
    hosted("Absent", "<testcase CLASS name=\"killed_comesBack\"><skipped/></testcase>");

    SupportTable hosts = SupportTable.ofTests("Contract", List.of(folder));

    assertThat(hosts.into("<!-- hosts:begin --><!-- hosts:end -->", "hosts"))
        .isEqualTo(
            """
            <!-- hosts:begin -->
            | | aws | azure |
            |---|---|---|
            | Copy of a retry, runs once | not run | yes |
            | Killed, comes back | yes | **fails** |
            <!-- hosts:end -->""");
  }

  private void hosted(String host, String tests) throws IOException {
    String name = "dev.example." + host + "ContractTest";
    Files.writeString(
        folder.resolve("TEST-" + name + ".xml"),
        "<testsuite>" + tests.replace("CLASS", "classname=\"" + name + "\"") + "</testsuite>");
  }

  @Test
  void everyTestOfTheSuites_belongsToAFeature() {
    Map<String, Set<String>> features =
        Features.of(List.of(MessagingConformance.class, ProcessingConformance.class));

    assertThat(features)
        .containsKeys("Publish and receive", "Filters", "Fenced out by a later owner");
    assertThat(features.values().stream().mapToInt(Set::size).sum()).isGreaterThan(100);
  }
}
