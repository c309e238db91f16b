package dev.ferry.dynamodb;

import dev.ferry.idempotency.Written;
import dev.ferry.idempotency.spi.Backoff;
import dev.ferry.idempotency.spi.Completing;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A commit through the SDK's client. */
final class SdkCommit implements DynamoCommit {
  private static final int MOST_REPETITIONS = 8;
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final Set<String> NOT_IN_THE_WAY = Set.of("None", "TransactionConflict");

  private final Connection connection;
  private final @Nullable DirectTable direct;
  private final String table;
  private final Supplier<Completing> completing;

  /**
   * A commit.
   *
   * @param completing makes the completion anew, with what is staged by then
   */
  SdkCommit(Connection connection, String table, Supplier<Completing> completing) {
    this.connection = connection;
    this.direct = connection.direct(table);
    this.table = table;
    this.completing = completing;
  }

  @Override
  public TransactWriteItem item() {
    return item(completing.get());
  }

  private TransactWriteItem item(Completing completion) {
    ItemWrite write = ItemWrite.of(completion.write().orElseThrow());
    Condition.Present owned = (Condition.Present) write.condition();
    return TransactWriteItem.builder()
        .update(SdkExpression.transactUpdate(table, write, owned))
        .build();
  }

  @Override
  public Written commit(List<TransactWriteItem> effect) {
    List<TransactWriteItem> items = new ArrayList<>(effect);
    Completing completion = completing.get();
    items.add(item(completion));
    Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));
    for (int repetition = 0; ; repetition++) {
      Optional<Written> ended = send(items, completion, repetition < MOST_REPETITIONS);
      if (ended.isPresent()) {
        return ended.get();
      }
      backoff.pause();
    }
  }

  /** Empty when another transaction was in the way and this one may be repeated. */
  private Optional<Written> send(
      List<TransactWriteItem> items, Completing completion, boolean mayRepeat) {
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder()
            .transactItems(items)
            .clientRequestToken(UUID.randomUUID().toString())
            .build();
    try {
      if (direct == null || !direct.transact(request)) {
        connection.client().transactWriteItems(request);
      }
      completion.committed();
      return Optional.of(Written.WRITTEN);
    } catch (TransactionCanceledException canceled) {
      Optional<Written> refused = refused(canceled, items.size() - 1);
      if (refused.isPresent() || (mayRepeat && isConflict(canceled))) {
        return refused;
      }
      throw failed(canceled);
    } catch (SdkException failed) {
      throw SdkErrors.of("commit with a completion in table '" + table + "'", failed);
    }
  }

  @Override
  public Optional<Written> refused(TransactionCanceledException canceled, int position) {
    CancellationReason reason = canceled.cancellationReasons().get(position);
    if (!CONDITION_FAILED.equals(reason.code())) {
      return Optional.empty();
    }
    Stored found = reason.hasItem() ? RecordItem.read(SdkValues.read(reason.item())) : null;
    return completing.get().refused(found);
  }

  private static boolean isConflict(TransactionCanceledException canceled) {
    return canceled.cancellationReasons().stream()
        .allMatch(reason -> NOT_IN_THE_WAY.contains(reason.code()));
  }

  private MessagingException failed(TransactionCanceledException canceled) {
    List<String> codes =
        canceled.cancellationReasons().stream().map(CancellationReason::code).toList();
    if (codes.contains(CONDITION_FAILED)) {
      return new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "commit with a completion in table '%s': a condition of the effect does not hold; %s"
              .formatted(table, codes),
          canceled);
    }
    boolean passes = codes.stream().allMatch(SdkCommit::passes);
    return new MessagingException(
        passes ? ErrorCode.RESOURCE_EXHAUSTED : ErrorCode.INVALID_ARGUMENT,
        passes,
        "commit with a completion in table '%s': canceled; %s".formatted(table, codes),
        canceled);
  }

  private static boolean passes(String code) {
    return code.equals("None") || SdkErrors.isTransient(code);
  }
}
