package dev.ferry.azuretables;

import static com.azure.data.tables.models.TableTransactionActionType.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableTransactionAction;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of the guide's section on Azure Tables, as they stand there. */
class GuideTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void store_isOpenedByAConnectionString() {
    String connection = desk.server.connectionString();

    IdempotencyStore store =
        AzureTablesIdempotencyStore.builder("records").connectionString(connection).build();

    assertThat(store.claim(Desk.request("a"))).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void effect_isCommittedWithTheCompletion() {
    Completion completion = desk.store.completion(desk.claimed("a"), List::of);
    String row = "payment-1";

    TablesCommit commit = completion.unwrap(TablesCommit.class).orElseThrow();
    commit.commit(
        List.of(new TableTransactionAction(CREATE, new TableEntity(commit.partition(), row))));

    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
    assertThat(
            TableClients.builder()
                .connectionString(desk.server.connectionString())
                .tableName(Desk.TABLE)
                .buildClient()
                .getEntity(commit.partition(), row))
        .isNotNull();
  }

  @Test
  void guide_showsWhatIsTestedHere() throws IOException {
    String guide = Files.readString(Path.of("../../portable-api/docs/guides/idempotency.md"));
    int start = guide.indexOf("## On Azure Tables");
    String section = guide.substring(start, guide.indexOf("\n## ", start));
    List<String> examples =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(section)
            .results()
            .map(found -> withoutSpace(found.group(1)))
            .toList();

    assertThat(examples).hasSize(2);
    assertThat(
            withoutSpace(
                Files.readString(Path.of("src/test/java/dev/ferry/azuretables/GuideTest.java"))))
        .contains(examples);
  }

  /** The guide's lines are longer than the sources'. */
  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }
}
