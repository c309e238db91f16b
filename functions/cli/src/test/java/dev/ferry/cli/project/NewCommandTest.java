package dev.ferry.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line of {@code ferry new}; that its project builds is a lane of CI. */
class NewCommandTest {
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void project_isThere_withNothingLeftToFillIn() throws IOException {
    assertThat(run("greeter", "--package", "com.acme.greeter")).isZero();

    Path project = folder.resolve("greeter");
    assertThat(project.resolve("mvnw")).isExecutable();
    assertThat(project.resolve("src/test/java/com/acme/greeter/AppTest.java")).isNotEmptyFile();
    assertThat(project.resolve("src/main/resources/topology.yaml"))
        .content()
        .contains("name: greeter");
    assertThat(project.resolve("pom.xml"))
        .content()
        .contains("<groupId>com.acme.greeter</groupId>")
        .doesNotContain("__");
  }

  @Test
  void folderWithSomethingInIt_isLeftAlone() throws IOException {
    Path file = Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("f"), "x");

    assertThat(run("mine")).isEqualTo(2);
    assertThat(err.toString()).contains("is there and not empty");
    assertThat(file).hasContent("x");
  }

  @Test
  void nameThatIsNone_isRefused() {
    assertThat(run("My App")).isEqualTo(2);
    assertThat(err.toString()).contains("'My App' is no name for a project");
  }

  @Test
  void packageThatIsNone_isRefused() {
    assertThat(run("greeter", "--package", "Com.Acme")).isEqualTo(2);
    assertThat(err.toString()).contains("--package: 'Com.Acme' is no package");
  }

  private int run(String name, String... options) {
    CommandLine command =
        new CommandLine(new NewCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true));
    String[] all = new String[options.length + 2];
    all[0] = folder.resolve(name).toString();
    all[1] = "--no-install";
    System.arraycopy(options, 0, all, 2, options.length);
    return command.execute(all);
  }
}
