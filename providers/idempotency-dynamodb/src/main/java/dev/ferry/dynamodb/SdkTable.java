package dev.ferry.dynamodb;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.spi.RecordDriver;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.idempotency.spi.WriteResult;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The table behind the SDK's synchronous client, or past it. */
final class SdkTable implements RecordDriver {
  private final Connection connection;
  private final @Nullable DirectTable direct;
  private final String name;

  /** A table of this name. */
  SdkTable(Connection connection, String name) {
    this.connection = connection;
    this.direct = connection.direct(name);
    this.name = name;
  }

  @Override
  public List<WriteResult> write(List<RecordWrite> writes) {
    List<ItemWrite> items = new ArrayList<>(writes.size());
    writes.forEach(write -> items.add(ItemWrite.of(write)));
    return writeItems(items);
  }

  private List<WriteResult> writeItems(List<ItemWrite> writes) {
    return writes.size() == 1
        ? List.of(writeOne(writes.get(0)))
        : new SdkBatchWrite(this, writes).results();
  }

  private WriteResult writeOne(ItemWrite write) {
    WriteResult answered = direct == null ? null : direct.write(write);
    return answered == null ? writeByClient(write) : answered;
  }

  private WriteResult writeByClient(ItemWrite write) {
    try {
      if (write.condition() instanceof Condition.Absent absent) {
        client().putItem(SdkExpression.put(name, write, absent));
      } else if (write.condition() instanceof Condition.Present present) {
        client().updateItem(SdkExpression.update(name, write, present));
      }
      return new WriteResult.Done(RecordItem.NO_VERSION);
    } catch (ConditionalCheckFailedException refused) {
      return WriteResult.refused(
          () -> RecordItem.read(refused.hasItem() ? itemOrNull(refused.item()) : null));
    } catch (SdkException failed) {
      throw SdkErrors.of("write to table '" + name + "'", failed);
    }
  }

  private DynamoDbClient client() {
    return connection.client();
  }

  private static @Nullable Map<String, RecordValue> itemOrNull(Map<String, AttributeValue> item) {
    return item.isEmpty() ? null : SdkValues.read(item);
  }

  /**
   * What became of each of up to 25 writes with different keys, in order: the code of an error, or
   * empty.
   */
  List<String> execute(List<ItemWrite> writes) {
    List<String> answered = direct == null ? null : direct.execute(writes);
    List<String> codes = answered == null ? executeByClient(writes) : answered;
    if (codes.size() != writes.size()) {
      throw new MessagingException(
          ErrorCode.UNKNOWN,
          true,
          "write a batch to table '%s': %d answers to %d statements"
              .formatted(name, codes.size(), writes.size()));
    }
    return codes;
  }

  private List<String> executeByClient(List<ItemWrite> writes) {
    List<BatchStatementRequest> statements =
        writes.stream().map(write -> Statement.of(name, write).ofSdk()).toList();
    return asked(
            "write a batch to",
            () ->
                client()
                    .batchExecuteStatement(
                        BatchExecuteStatementRequest.builder().statements(statements).build()))
        .responses()
        .stream()
        .map(SdkTable::code)
        .toList();
  }

  private static String code(BatchStatementResponse response) {
    BatchStatementError error = response.error();
    return error == null ? "" : String.valueOf(error.codeAsString());
  }

  @Override
  public @Nullable Stored find(IdempotencyKey key) {
    return RecordItem.read(readItems(List.of(key.value())).get(key.value()));
  }

  @Override
  public void forgetOutbox(IdempotencyKey key) {
    if (writeItems(List.of(ItemWrite.forgetOutbox(key))).get(0)
        instanceof WriteResult.Failed failed) {
      throw failed.reason();
    }
  }

  @Override
  public void checkSize(RecordWrite write) {
    ItemSize.check(RecordItem.of(write.key(), write.after()), write.after().outbox().size());
  }

  @Override
  public int mostTogether() {
    return SdkBatchWrite.MOST_STATEMENTS;
  }

  /** The latest of each item; by key, without what is not there. */
  Map<String, Map<String, RecordValue>> readItems(List<String> keys) {
    return asked("read", () -> new SdkBatchRead(client(), name).read(keys));
  }

  private <A> A asked(String operation, Supplier<A> call) {
    try {
      return call.get();
    } catch (SdkException failed) {
      throw SdkErrors.of(operation + " table '" + name + "'", failed);
    }
  }

  /** The name, for messages. */
  String name() {
    return name;
  }

  @Override
  public void close() {
    connection.close();
  }
}
