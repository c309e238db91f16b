package dev.ferry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.testkit.report.SupportTable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The README shows what the suites reported in this build. With {@code -Dferry.support=write} it is
 * made to.
 */
class SupportTableTest {
  private static final Path README = Checkout.root().resolve("README.md");

  @Test
  void readme_showsWhatTheSuitesReported() throws IOException, URISyntaxException {
    SupportTable table = SupportTable.of(reports("providers/"));
    Assumptions.assumeFalse(
        table.providers().isEmpty(), "no provider was tested in this build: ./mvnw verify does");
    String readme = Files.readString(README);
    hold(readme, table.into(readme));
  }

  @Test
  void readme_showsWhatTheHostsReported() throws IOException, URISyntaxException {
    SupportTable table = SupportTable.ofTests("Contract", reports("functions/cli"));
    Assumptions.assumeFalse(
        table.providers().isEmpty(), "no host was tested in this build: ./mvnw verify does");
    String readme = Files.readString(README);
    Assumptions.assumeTrue(readme.contains("<!-- hosts:begin -->"), "no place for hosts");
    hold(readme, table.into(readme, "hosts"));
  }

  private static void hold(String readme, String wanted) throws IOException {
    if ("write".equals(System.getProperty("ferry.support"))) {
      Files.writeString(README, wanted);
    } else {
      assertThat(readme)
          .as("the support table; write it with ./mvnw verify -Dferry.support=write")
          .isEqualTo(wanted);
    }
  }

  /** Where the modules of this build, which may be a quick one, have their reports. */
  private static List<Path> reports(String modules) throws URISyntaxException {
    Path classes =
        Path.of(SupportTableTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path output = Path.of("").toAbsolutePath().relativize(classes.getParent());
    return Checkout.modules().stream()
        .filter(module -> module.startsWith(modules))
        .map(module -> Checkout.root().resolve(module).resolve(output).resolve("surefire-reports"))
        .toList();
  }
}
