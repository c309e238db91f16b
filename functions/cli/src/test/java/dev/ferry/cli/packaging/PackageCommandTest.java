package dev.ferry.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line of {@code ferry package}. */
class PackageCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void classes() throws IOException {
    Files.createDirectories(folder.resolve("classes/x"));
    Files.writeString(folder.resolve("classes/x/A.class"), "a");
  }

  @Test
  void classPath_becomesAZip() {
    assertThat(
            run(
                "--on",
                "aws",
                "--class-path",
                at("classes"),
                "-o",
                at("f.zip"),
                "--list",
                "--json"))
        .isZero();

    assertThat(out.toString())
        .contains("        1 x/A.class")
        .contains("\"files\":1,\"sha256\":\"");
    assertThat(folder.resolve("f.zip")).isNotEmptyFile();
  }

  @Test
  void cloudWithoutPackages_isAWrongOption() {
    assertThat(run("--on", "moon", "--class-path", at("classes"))).isEqualTo(2);
    assertThat(err.toString()).contains("--on: no packages for 'moon' yet; it is aws");
  }

  @Test
  void classPathThatIsNotThere_isAWrongOption() {
    assertThat(run("--on", "aws", "--class-path", at("nowhere"))).isEqualTo(2);
    assertThat(err.toString()).contains("--class-path: there is no '");
  }

  @Test
  void folderWithoutAProject_isRefused_withWhatToDo() {
    assertThat(run("--on", "aws", "--project", at("classes"))).isEqualTo(1);
    assertThat(err.toString()).contains("no pom.xml in ", "--project", "--class-path");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... arguments) {
    return new CommandLine(new PackageCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
