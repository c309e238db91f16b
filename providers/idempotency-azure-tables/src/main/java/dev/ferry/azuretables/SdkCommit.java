package dev.ferry.azuretables;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionFailedException;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.Written;
import dev.ferry.idempotency.spi.Backoff;
import dev.ferry.idempotency.spi.Completing;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A commit through the SDK's client. The completion is the first action: a commit whose answer was
 * lost and which the client sends again is refused by its own record, whatever the effect says.
 */
final class SdkCommit implements TablesCommit {
  private static final int MOST_REPETITIONS = 8;

  private final TableClient client;
  private final RecordEntities entities;
  private final Function<IdempotencyKey, @Nullable Stored> reading;
  private final IdempotencyKey key;
  private final Supplier<Completing> completing;

  /**
   * A commit.
   *
   * @param reading reads a record
   * @param completing makes the completion anew, with what is staged by then
   */
  SdkCommit(
      TableClient client,
      RecordEntities entities,
      Function<IdempotencyKey, @Nullable Stored> reading,
      IdempotencyKey key,
      Supplier<Completing> completing) {
    this.client = client;
    this.entities = entities;
    this.reading = reading;
    this.key = key;
    this.completing = completing;
  }

  @Override
  public String partition() {
    return entities.partition(key);
  }

  @Override
  public String table() {
    return client.getTableName();
  }

  @Override
  public TableTransactionAction action() {
    Completing completion = completing.get();
    return known(completion)
        .map(write -> EntityTable.action(entities, write))
        .orElseThrow(
            () ->
                new MessagingException(
                    ErrorCode.FAILED_PRECONDITION,
                    false,
                    "join a completion in table '%s': the record is not this claim's any more"
                        .formatted(table())));
  }

  /** The write of the completion, upon an ETag; empty when there is an answer already. */
  private Optional<RecordWrite> known(Completing completion) {
    Optional<RecordWrite> write = completion.write();
    if (write.isPresent() && !EntityTable.isConditional(write.get())) {
      Optional<Written> answered = completion.refused(reading.apply(key));
      return answered.isPresent() ? Optional.empty() : completion.write();
    }
    return write;
  }

  @Override
  public Written commit(List<TableTransactionAction> effect) {
    Completing completion = completing.get();
    Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));
    for (int repetition = 0; ; repetition++) {
      Optional<RecordWrite> write = known(completion);
      if (write.isEmpty()) {
        return completion.answer().orElseThrow();
      }
      Optional<Written> ended =
          send(completion, write.get(), effect, repetition < MOST_REPETITIONS);
      if (ended.isPresent()) {
        return ended.get();
      }
      backoff.pause();
    }
  }

  /** Empty when the service was busy or the record's ETag changed, and it may be repeated. */
  private Optional<Written> send(
      Completing completion,
      RecordWrite write,
      List<TableTransactionAction> effect,
      boolean mayRepeat) {
    List<TableTransactionAction> actions = new ArrayList<>();
    actions.add(EntityTable.action(entities, write));
    actions.addAll(effect);
    try {
      client.submitTransaction(actions);
      completion.committed();
      return Optional.of(Written.WRITTEN);
    } catch (TableTransactionFailedException failed) {
      if (SdkErrors.isRefusal(failed) && isOurs(failed)) {
        Optional<Written> answer = completion.refused(reading.apply(key));
        if (answer.isPresent() || mayRepeat) {
          return answer;
        }
      } else if (SdkErrors.isBusy(failed) && mayRepeat) {
        return Optional.empty();
      }
      throw failed(failed);
    } catch (RuntimeException failed) {
      throw SdkErrors.of("commit with a completion in table '" + table() + "'", failed);
    }
  }

  private static boolean isOurs(TableTransactionFailedException failed) {
    Integer action = failed.getFailedTransactionActionIndex();
    return action != null && action == 0;
  }

  private MessagingException failed(TableTransactionFailedException failed) {
    if (!SdkErrors.isRefusal(failed)) {
      return SdkErrors.of("commit with a completion in table '" + table() + "'", failed);
    }
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION,
        false,
        "commit with a completion in table '%s': a condition of the effect does not hold; action %s"
            .formatted(table(), failed.getFailedTransactionActionIndex()),
        failed);
  }
}
