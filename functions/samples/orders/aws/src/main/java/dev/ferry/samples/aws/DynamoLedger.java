package dev.ferry.samples.aws;

import dev.ferry.dynamodb.DynamoClients;
import dev.ferry.dynamodb.DynamoCommit;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.Written;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.FencedOut;
import dev.ferry.samples.orders.Ledger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A ledger in a DynamoDB table. Joins the completion of a DynamoDB idempotency store: entry, record
 * and staged messages are there together, or none of them; one request. {@link LedgerTable} makes
 * the table.
 *
 * <p>Safe for use by several threads at once.
 */
public final class DynamoLedger implements Ledger {
  /** The environment variable that names the table. */
  public static final String TABLE_VARIABLE = "LEDGER_TABLE";

  private final Supplier<DynamoDbClient> client;
  private final String table;

  /** A ledger in {@code table}, by a client that the caller closes. */
  public DynamoLedger(DynamoDbClient client, String table) {
    this(() -> client, table);
  }

  private DynamoLedger(Supplier<DynamoDbClient> client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Opened by what needs it first: an effect that joins a completion does not. */
  private static final class OfProcess {
    static final DynamoDbClient CLIENT = DynamoClients.create();
  }

  /**
   * A ledger in the table that {@value #TABLE_VARIABLE} names, with a client of its own that lasts
   * as long as the process.
   *
   * @throws IllegalStateException when the variable is not set
   */
  public static DynamoLedger fromEnvironment() {
    String table = System.getenv(TABLE_VARIABLE);
    if (table == null || table.isBlank()) {
      throw new IllegalStateException(
          "open the ledger: the variable " + TABLE_VARIABLE + " names no table");
    }
    return new DynamoLedger(() -> OfProcess.CLIENT, table);
  }

  @Override
  public void record(Entry entry, Completion completion) {
    Map<String, AttributeValue> item = EntryItem.of(entry, Instant.now());
    Optional<DynamoCommit> joined = completion.unwrap(DynamoCommit.class);
    if (joined.isEmpty()) {
      client.get().putItem(put -> put.tableName(table).item(item));
      return;
    }
    TransactWriteItem effect =
        TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
    if (joined.get().commit(List.of(effect)) == Written.FENCED_OUT) {
      throw new FencedOut(entry);
    }
  }

  /**
   * All entries, in the order in which they were made as far as clocks tell; for an auditor, since
   * it reads and sorts the whole table.
   */
  public Stream<Entry> entries() {
    return client
        .get()
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .stream()
        .sorted(Comparator.comparingLong(EntryItem::at))
        .map(EntryItem::read);
  }

  /** The entries of one order. */
  public Stream<Entry> entries(String orderId) {
    return client
        .get()
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression(EntryItem.ORDER + " = :order")
                    .expressionAttributeValues(Map.of(":order", AttributeValue.fromS(orderId))))
        .items()
        .stream()
        .map(EntryItem::read);
  }

  /** How many entries there are; reads the whole table. */
  public long size() {
    return entries().count();
  }
}
