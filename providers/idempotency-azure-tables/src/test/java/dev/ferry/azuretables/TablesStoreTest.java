package dev.ferry.azuretables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import com.azure.data.tables.models.TableTransactionFailedException;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is Tables' own: partitions, the limits of an entity, commits, the sweep. */
class TablesStoreTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private TableClient client() {
    return TableClients.builder()
        .connectionString(desk.server.connectionString())
        .tableName(Desk.TABLE)
        .buildClient();
  }

  private static TableTransactionAction create(String partition, String row) {
    return new TableTransactionAction(
        TableTransactionActionType.CREATE, new TableEntity(partition, row));
  }

  private TablesCommit commitOf(Claimed claimed) {
    return desk.store.completion(claimed, List::of).unwrap(TablesCommit.class).orElseThrow();
  }

  @Test
  void partition_isKnownBeforeTheHandlerRuns_andIsTheRecords() {
    Claimed claimed = desk.claimed("a");

    assertThat(desk.store.partition(claimed.key())).isEqualTo(commitOf(claimed).partition());
    assertThat(client().getEntity(desk.store.partition(claimed.key()), claimed.key().value()))
        .isNotNull();
  }

  @Test
  void partitions_spreadTheRecords_andABatchIsATransactionInEach() {
    AzureTablesIdempotencyStore spread = desk.builder.partitions(4).build();

    List<String> partitions =
        IntStream.range(0, 200)
            .mapToObj(number -> spread.partition(Desk.key("m" + number)))
            .distinct()
            .toList();
    assertThat(partitions).hasSize(4);
    assertThat(spread.claim(Desk.requests(40))).allSatisfy(claim -> Desk.granted(claim));
    assertThat(desk.taken()).containsExactly("batch", "batch", "batch", "batch");
  }

  @Test
  void effectThatFails_isToldWithItsCause_andCompletesNothing() {
    Claimed claimed = desk.claimed("a");
    TablesCommit commit = commitOf(claimed);
    client().createEntity(new TableEntity(commit.partition(), "there"));

    assertThatThrownBy(() -> commit.commit(List.of(create(commit.partition(), "there"))))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasCauseInstanceOf(TableTransactionFailedException.class);
    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
  }

  @Test
  void commitOfALateOwner_hasNoEffect() {
    Claimed late = desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.builder.build().claim(Desk.request("a"));
    TablesCommit commit = commitOf(late);

    assertThat(commit.commit(List.of(create(commit.partition(), "effect"))))
        .isEqualTo(Written.FENCED_OUT);
    assertThatThrownBy(() -> client().getEntity(commit.partition(), "effect"))
        .hasMessageContaining("404");
  }

  @Test
  void completionInTheCallersOwnTransaction_isCommittedWithIt() {
    Claimed claimed = desk.claimed("a");
    TableTransactionAction completion =
        desk.store.completion(claimed, List::of).unwrap(TableTransactionAction.class).orElseThrow();

    client()
        .submitTransaction(
            List.of(completion, create(completion.getEntity().getPartitionKey(), "effect")));

    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
  }

  @Test
  void outboxLargerThanAProperty_isKeptInPieces_andOneLargerThanAnEntityRefused() {
    StagedMessage large =
        new StagedMessage("receipts", Message.of("x".repeat(200_000)).withId("r"));
    Claimed claimed = desk.claimed("a");

    assertThatThrownBy(
            () -> desk.store.complete(claimed, List.of(large, large, large, large, large)))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(desk.store.complete(claimed, List.of(large, large))).isEqualTo(Written.WRITTEN);
    assertThat(desk.store.claim(Desk.request("a")))
        .isEqualTo(new Claim.Completed(0, List.of(large, large)));
  }

  @Test
  void sweep_deletesWhatExpiredAnHourAgo_upToItsBound_andNothingElse() {
    desk.store.claim(Desk.requests(150));
    client().createEntity(new TableEntity(desk.store.partition(Desk.key("a")), "payment"));
    RecordSweep sweep = desk.builder.sweep();
    desk.pass(Desk.LEASE.plus(Desk.RETENTION).plus(Duration.ofMinutes(59)));
    assertThat(sweep.sweep(1000)).isZero();

    desk.pass(Duration.ofMinutes(2));
    desk.claimed("new");
    assertThat(sweep.sweep(120)).isEqualTo(120);
    assertThat(sweep.sweep(1000)).isEqualTo(30);
    assertThat(client().listEntities().stream()).hasSize(2);
  }

  @Test
  void recordOfANewerLayout_isRefused_andStays() {
    Claimed claimed = desk.claimed("a");
    client()
        .updateEntity(
            new TableEntity(desk.store.partition(claimed.key()), claimed.key().value())
                .addProperty("v", 2L));

    assertThatThrownBy(() -> desk.store.claim(Desk.request("a")))
        .isInstanceOfSatisfying(
            MessagingException.class,
            newer -> assertThat(newer.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
  }

  @Test
  void tableThatIsNotThere_isTold() {
    desk.builder.admin().dropTable();

    assertThatThrownBy(() -> desk.claimed("a"))
        .isInstanceOfSatisfying(
            MessagingException.class,
            absent -> assertThat(absent.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThatThrownBy(() -> desk.store.claim(Desk.requests(3)))
        .isInstanceOfSatisfying(
            MessagingException.class,
            absent -> assertThat(absent.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void settings_areChecked() {
    assertThatThrownBy(() -> AzureTablesIdempotencyStore.builder("records").build())
        .hasMessageContaining("connection string");
    assertThatThrownBy(() -> AzureTablesIdempotencyStore.builder("no-name").build())
        .hasMessageContaining("no table's name");
    assertThatThrownBy(() -> desk.builder.partitions(0).build())
        .hasMessageContaining("0 partitions");
  }
}
