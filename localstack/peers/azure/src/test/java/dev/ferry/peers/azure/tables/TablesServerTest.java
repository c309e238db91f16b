package dev.ferry.peers.azure.tables;

import static com.azure.data.tables.models.TableEntityUpdateMode.MERGE;
import static com.azure.data.tables.models.TableTransactionActionType.CREATE;
import static com.azure.data.tables.models.TableTransactionActionType.UPDATE_MERGE;
import static dev.ferry.peers.azure.tables.Shape.action;
import static dev.ferry.peers.azure.tables.Shape.actionStale;
import static dev.ferry.peers.azure.tables.Shape.entity;
import static dev.ferry.peers.azure.tables.Shape.get;
import static dev.ferry.peers.azure.tables.Shape.insert;
import static dev.ferry.peers.azure.tables.Shape.query;
import static dev.ferry.peers.azure.tables.Shape.transaction;
import static dev.ferry.peers.azure.tables.Shape.update;
import static dev.ferry.peers.azure.tables.Shape.updateStale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableTransactionAction;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the vendor's own client is answered; Azurite's answers are the other test's. */
class TablesServerTest {
  private static final String HERE = "{PartitionKey=p, RowKey=%s}";

  private final TablesServer server = TablesServer.start();
  private final TableClient client = TableClients.withNewTable(server.connectionString());

  @AfterEach
  void close() {
    server.close();
  }

  private List<String> answers(Shape.Step... steps) {
    return Shape.of("", steps).answers(client);
  }

  @Test
  void insert_whereSomethingIs_isRefused() {
    assertThat(answers(insert("a"), insert("a"), get("a")))
        .containsExactly("inserted", "EntityAlreadyExists 409", HERE.formatted("a"));
  }

  @Test
  void update_ofWhatChanged_isRefused_andOfWhatDidNot_isMade() {
    assertThat(
            answers(
                insert("a", "n", 1),
                updateStale(MERGE, "a", "n", 2),
                update(MERGE, "a", "n", 3),
                get("a")))
        .containsExactly(
            "inserted",
            "UpdateConditionNotSatisfied 412",
            "updated",
            "{PartitionKey=p, RowKey=a, n=3}");
  }

  @Test
  void everyWrite_changesTheETag_whateverTheClock() {
    List<String> etags =
        IntStream.range(0, 50)
            .mapToObj(
                number -> {
                  client.upsertEntity(entity("a", "n", number));
                  return client.getEntity("p", "a").getETag();
                })
            .toList();

    assertThat(etags).doesNotHaveDuplicates();
  }

  @Test
  void transaction_thatIsRefused_namesTheOperation_andChangesNothing() {
    assertThat(
            answers(
                insert("b", "n", 1),
                transaction(action(CREATE, "a"), action(CREATE, "b")),
                transaction(action(CREATE, "a"), actionStale(UPDATE_MERGE, "b")),
                get("a"),
                get("b")))
        .containsExactly(
            "inserted",
            "EntityAlreadyExists at 1",
            "UpdateConditionNotSatisfied at 1",
            "ResourceNotFound 404",
            "{PartitionKey=p, RowKey=b, n=1}");
  }

  @Test
  void transaction_ofTwoPartitions_isRefused() {
    TableTransactionAction other =
        new TableTransactionAction(CREATE, new TableEntity("other", "b"));

    assertThat(answers(transaction(action(CREATE, "a"), other), get("a")))
        .containsExactly("CommandsInBatchActOnDifferentPartitions at 1", "ResourceNotFound 404");
  }

  @Test
  void transaction_thatIsTooLarge_isRefused() {
    TableTransactionAction[] tooMany =
        IntStream.range(0, 101)
            .mapToObj(number -> action(CREATE, "m" + number))
            .toArray(TableTransactionAction[]::new);
    TableTransactionAction[] tooLarge =
        IntStream.range(0, 60)
            .mapToObj(number -> action(CREATE, "m" + number, "b", new byte[60_000]))
            .toArray(TableTransactionAction[]::new);

    assertThat(answers(transaction(tooMany), transaction(tooLarge), get("m0")))
        .satisfiesExactly(
            many -> assertThat(many).startsWith("InvalidInput"),
            large -> assertThat(large).startsWith("RequestBodyTooLarge"),
            none -> assertThat(none).isEqualTo("ResourceNotFound 404"));
  }

  @Test
  void entity_thatIsTooLarge_isRefused() {
    Object[] properties =
        IntStream.range(0, 17)
            .boxed()
            .flatMap(number -> List.<Object>of("b" + number, new byte[65_000]).stream())
            .toArray();

    assertThat(answers(insert("a", "b", new byte[65_537]), insert("a", properties), get("a")))
        .containsExactly("PropertyValueTooLarge 400", "EntityTooLarge 400", "ResourceNotFound 404");
  }

  @Test
  void query_isContinued_inOrder() {
    assertThat(answers(insert("c"), insert("a"), insert("b"), query("PartitionKey eq 'p'", 2)))
        .last()
        .isEqualTo(
            List.of(HERE.formatted("a"), HERE.formatted("b"), HERE.formatted("c")).toString());
  }

  @Test
  void queryOfSixteenComparisons_isRefused_asTheServiceDoes() {
    String comparisons =
        String.join(" or ", IntStream.range(0, 16).mapToObj(n -> "RowKey eq '" + n + "'").toList());

    assertThat(answers(query(comparisons, null))).containsExactly("refused 400");
  }

  @Test
  void shapes_areAnswered_eachTheSameOnANewTable() {
    TableClient other = TableClients.withNewTable(server.connectionString());

    assertThat(Shapes.all())
        .allSatisfy(shape -> assertThat(shape.answers(client)).isEqualTo(shape.answers(other)));
  }

  @Test
  void insertsAtOnce_areWonByOne() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<String> answers =
          threads.invokeAll(Collections.<Callable<String>>nCopies(8, this::insertRaced)).stream()
              .map(TablesServerTest::done)
              .toList();

      assertThat(answers).filteredOn("inserted"::equals).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static String done(Future<String> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  private String insertRaced() {
    return answers(insert("raced")).get(0);
  }

  @Test
  void busy_doesNothing() {
    server.busy(1);

    assertThat(answers(insert("a"), get("a"), insert("a")))
        .containsExactly("ServerBusy 503", "ResourceNotFound 404", "inserted");
  }

  @Test
  void busyRow_refusesItsTransaction_andNoOther() {
    server.busy("b", 1);

    assertThat(
            answers(
                transaction(action(CREATE, "a"), action(CREATE, "b")), insert("a"), insert("b")))
        .containsExactly("ServerBusy at 1", "inserted", "inserted");
  }

  @Test
  void lostAnswer_hasItsEffect() {
    server.loseAnswers(1);

    assertThatThrownBy(() -> client.createEntity(entity("a")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(answers(get("a"))).containsExactly(HERE.formatted("a"));
  }

  @Test
  void table_thatIsNotThere_isTold() {
    client.deleteTable();

    assertThat(answers(insert("a"), get("a"), transaction(action(CREATE, "a"))))
        .satisfiesExactly(
            insert -> assertThat(insert).isEqualTo("TableNotFound 404"),
            get -> assertThat(get).isEqualTo("TableNotFound 404"),
            all -> assertThat(all).startsWith("TableNotFound"));
  }
}
