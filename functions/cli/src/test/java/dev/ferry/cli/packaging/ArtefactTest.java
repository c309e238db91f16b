package dev.ferry.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.cli.packaging.aws.LambdaLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files of a class path. */
class ArtefactTest {
  private static final Layout LAYOUT = new LambdaLayout();

  @TempDir private Path folder;

  @Test
  void services_areMerged_withoutCommentsAndRepeats() throws IOException {
    Path one = jar("one.jar", Map.of("META-INF/services/x.Spi", "# made by one\nx.One\nx.Both\n"));
    Path two = jar("two.jar", Map.of("META-INF/services/x.Spi", "x.Both # again\nx.Two"));

    assertThat(unpacked(Artefact.of(List.of(one, two)), "META-INF/services/x.Spi"))
        .isEqualTo("x.One\nx.Both\nx.Two\n");
  }

  @Test
  void whatBelongsToAJarAlone_goes() throws IOException {
    Path jar =
        jar(
            "signed.jar",
            Map.of(
                "META-INF/MANIFEST.MF", "",
                "META-INF/KEY.SF", "",
                "META-INF/KEY.RSA", "",
                "META-INF/maven/g/a/pom.xml", "",
                "META-INF/versions/21/x/Newer.class", "",
                "module-info.class", "",
                "x/A.class", "a"));

    assertThat(Artefact.of(List.of(jar)).names()).containsExactly("x/A.class");
  }

  @Test
  void licences_areKept_eachUnderItsJar() throws IOException {
    Path one = jar("one.jar", Map.of("META-INF/LICENSE.txt", "first"));
    Path two = jar("two.jar", Map.of("META-INF/LICENSE.txt", "second", "NOTICE", "made by"));

    assertThat(Artefact.of(List.of(one, two)).names())
        .containsExactly(
            "META-INF/licenses/one.jar/LICENSE.txt",
            "META-INF/licenses/two.jar/LICENSE.txt",
            "META-INF/licenses/two.jar/NOTICE");
  }

  @Test
  void resourceThatTwoHave_isTheFirst_andTheOtherIsTold() throws IOException {
    Path one = jar("one.jar", Map.of("x/settings", "1"));
    Path two = jar("two.jar", Map.of("x/settings", "2"));

    Artefact artefact = Artefact.of(List.of(one, two));

    assertThat(unpacked(artefact, "x/settings")).isEqualTo("1");
    assertThat(artefact.shadowed()).containsExactly("x/settings of two.jar");
  }

  @Test
  void classThatTwoHave_isRefused_unlessTheyAreTheSame() throws IOException {
    Path one = jar("one.jar", Map.of("x/A.class", "1"));
    Path same = jar("same.jar", Map.of("x/A.class", "1"));
    Path other = jar("other.jar", Map.of("x/A.class", "2"));

    assertThat(Artefact.of(List.of(one, same)).shadowed()).isEmpty();
    assertThatThrownBy(() -> Artefact.of(List.of(one, other)))
        .isInstanceOf(PackagingException.class)
        .hasMessage(
            "package: x/A.class is in one.jar and, with other bytes, in other.jar;"
                + " leave one of them out");
  }

  @Test
  void sameFiles_giveTheSameBytes_whateverTheirTimes() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes/x"));
    Path file = Files.writeString(classes.resolve("A.class"), "a");
    Files.writeString(classes.resolve("B.class"), "b");
    List<Path> classPath = List.of(folder.resolve("classes"));
    Artefact.Written before =
        Artefact.of(classPath).write(folder.resolve("before.zip"), LAYOUT, folder);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));

    Artefact.Written after =
        Artefact.of(classPath).write(folder.resolve("sub/after.zip"), LAYOUT, folder);

    assertThat(after.sha256()).isEqualTo(before.sha256());
    assertThat(after.file()).hasSameBinaryContentAs(before.file()).hasSize(after.sizeBytes());
  }

  @Test
  void zip_holdsOneJar_whoseFilesAreStored() throws IOException {
    Path jar = jar("app.jar", Map.of("x/A.class", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    Path zip = folder.resolve("app.zip");
    Artefact.of(List.of(jar)).write(zip, LAYOUT, folder);

    Artefact.unzip(zip, folder.resolve("task"));

    Path library = folder.resolve("task/lib/function.jar");
    assertThat(LAYOUT.classPath(folder.resolve("task")))
        .containsExactly(folder.resolve("task"), library);
    try (ZipFile files = new ZipFile(library.toFile())) {
      assertThat(files.getEntry("x/A.class").getMethod()).isEqualTo(ZipEntry.STORED);
    }
  }

  @Test
  void fileThatWouldLieOutside_isNotUnpacked() throws IOException {
    Path zip = jar("bad.zip", Map.of("../../outside", "x"));

    assertThatThrownBy(() -> Artefact.unzip(zip, folder.resolve("in/here")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("would lie outside");
  }

  private String unpacked(Artefact artefact, String name) throws IOException {
    Path target = folder.resolve("unpacked");
    Path zip = folder.resolve("unpacked.zip");
    artefact.write(zip, LAYOUT, folder);
    Artefact.unzip(zip, target);
    try (ZipFile files = new ZipFile(target.resolve("lib/function.jar").toFile())) {
      return new String(
          files.getInputStream(files.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}
