package dev.ferry.host.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function runs a handler if its trigger is made for the handler's queue. */
class FunctionChoiceTest {
  private static final String SESSIONS = ",\"isSessionsEnabled\":true";
  private static final String MANY = ",\"cardinality\":\"MANY\"";

  private AppFolder folder;

  @BeforeEach
  void folder(@TempDir Path temporary) throws IOException {
    folder = new AppFolder(temporary);
  }

  private String chosen(String queue, String batch, @Nullable String entry) throws IOException {
    Topology topology =
        Topology.parse(
                "topology.yaml",
                """
                version: 1
                name: choice
                queues:
                  work: %s
                handlers:
                  work:
                    source: work
                    batch: {size: %s}
                """
                    .formatted(queue, batch))
            .on(Host.AZURE);
    FunctionChoice choice = new FunctionChoice(FunctionFile.all(folder.path()), entry);
    return choice.of(topology, Objects.requireNonNull(topology.handlers().get("work"))).name();
  }

  @Test
  void sessions_andBatches_agreeWithTheTopology() throws IOException {
    folder.with("plain", "one", "body", "").with("inOrder", "one", "body", SESSIONS);

    assertThat(chosen("{}", "1", null)).isEqualTo("plain");
    assertThat(chosen("{ordered: true}", "1", null)).isEqualTo("inOrder");

    folder.with("several", "many", "bodies", MANY);
    assertThat(chosen("{}", "10", null)).isEqualTo("several");
    assertThat(chosen("{}", "1", null)).isEqualTo("plain");
  }

  @Test
  void withoutOneThatAgrees_isRefused() throws IOException {
    folder.with("inOrder", "one", "body", SESSIONS);

    assertThatThrownBy(() -> chosen("{}", "1", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'work'")
        .hasMessageContaining("no functions of the package have a trigger without sessions")
        .hasMessageContaining("(inOrder); write one");
  }

  @Test
  void ofSeveral_itIsTheOneOfTheClassThatIsNamed() throws IOException {
    folder.with("one", "one", "body", "").with("other", "one", "body", "");
    assertThatThrownBy(() -> chosen("{}", "1", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 functions")
        .hasMessageContaining("name the class");

    folder.with("other", "many", "bodies", MANY);
    assertThat(chosen("{}", "1", ScriptedFunctions.class.getName())).isEqualTo("one");
    assertThatThrownBy(() -> chosen("{}", "1", "com.acme.Other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class com.acme.Other has no function");
  }
}
