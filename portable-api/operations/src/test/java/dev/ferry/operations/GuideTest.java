package dev.ferry.operations;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide and the package's story show is Java, and the guide knows every fate. */
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/guides/dead-letters.md");
  private static final Path PACKAGE =
      Path.of("src/main/java/dev/ferry/operations/package-info.java");

  @Test
  void guide_examples_compile(@TempDir Path classes) throws IOException {
    assertThat(compiled(examples("(?s)```java\n(.*?)```", Files.readString(GUIDE)), classes))
        .isEmpty();
  }

  @Test
  void packageExample_compiles(@TempDir Path classes) throws IOException {
    String story = Files.readString(PACKAGE).replaceAll("(?m)^ \\* ?", "");

    assertThat(compiled(examples("(?s)<pre>\\{@code\n(.*?)\\}</pre>", story), classes)).isEmpty();
  }

  @Test
  void wrongExample_isFound(@TempDir Path classes) {
    assertThat(compiled("DeadLetters.builder().lost();", classes)).contains("lost()");
  }

  @Test
  void guide_tellsEveryFate() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(Fate.values()).allMatch(fate -> guide.contains("| `" + fate + "` |"));
  }

  private static String examples(String pattern, String text) {
    String examples =
        Pattern.compile(pattern)
            .matcher(text)
            .results()
            .map((MatchResult example) -> example.group(1))
            .collect(joining("\n"));
    assertThat(examples).isNotBlank();
    return examples;
  }

  /** What the compiler says of statements. */
  private static String compiled(String statements, Path classes) {
    String imports =
        Stream.of("java.time", "messaging", "operations", "processing.deadletter")
            .map(name -> name.startsWith("java") ? name : "dev.ferry." + name)
            .map(name -> "import " + name + ".*;\n")
            .collect(joining());
    String source = imports + "class Example { void run(Messaging messaging) {" + statements + "}}";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean sound = compiler.getTask(said, null, null, options, null, file(source)).call();
    assertThat(sound).isEqualTo(said.toString().isEmpty());
    return said.toString();
  }

  private static List<JavaFileObject> file(String source) {
    return List.of(
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        });
  }
}
