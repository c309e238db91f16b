package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Keeps the records in a DynamoDB table.
 *
 * <p>A claim is one conditional write and so is a completion; claims of many messages are one
 * request for each 25, and completions that several threads make at the same time are sent
 * together. A record that is in the way comes back with the refusal or is read, and is decided upon
 * again, so that a call takes more requests only where a message is not new.
 *
 * <p>Safe for use by any number of threads. A handler's own writes join a completion by {@link
 * DynamoCommit}. {@link RecordTableAdmin} makes the table.
 *
 * <pre>{@code
 * IdempotencyStore store = DynamoIdempotencyStore.open("ferry-records");
 * }</pre>
 */
public final class DynamoIdempotencyStore implements IdempotencyStore {
  private final DynamoDbClient client;
  private final String tableName;
  private final RecordTable table;
  private final LifeRules rules;
  private final InstantSource clock;
  private final Decider decider;
  private final Claims claims;
  private final Completions completions;
  private final OpenClaims open = new OpenClaims();

  DynamoIdempotencyStore(DynamoStoreBuilder settings) {
    this.client = settings.clientOrDefault();
    this.tableName = settings.tableName();
    this.table = new SdkTable(client, tableName, settings.closesClient());
    this.rules = new LifeRules(settings.skew());
    this.clock = settings.clock();
    this.decider = new Decider(table, clock);
    this.claims = new Claims(decider, rules, clock);
    this.completions =
        new Completions(decider, () -> open.count(clock.instant()), settings.completionWindow());
  }

  /**
   * A store over a table, with the SDK's own configuration ({@code AWS_REGION}, {@code
   * AWS_ENDPOINT_URL}, the default credentials) and the machine's clock. Asks nothing yet.
   */
  public static DynamoIdempotencyStore open(String tableName) {
    return builder(tableName).build();
  }

  /** A builder of a store over a table. */
  public static DynamoStoreBuilder builder(String tableName) {
    return new DynamoStoreBuilder(tableName);
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    List<Claim> answers = claims.claim(requests);
    for (Claim answer : answers) {
      if (answer instanceof Claimed claimed) {
        open.opened(claimed);
      }
    }
    return answers;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Sent together with completions that other threads make at the same time, see {@link
   * DynamoStoreBuilder#completionWindow}. An interrupt does not end it. Asks nothing where a commit
   * through this store, whose answer came, has completed the claim.
   */
  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    Written written =
        open.isCommitted(claim)
            ? Written.OWN_COMPLETED
            : completions.complete(() -> completing(claim, outbox));
    open.ended(claim);
    return written;
  }

  private Decision<Written> completing(Claimed claim, List<StagedMessage> outbox) {
    return Decision.owner(
        claim, (record, now) -> rules.complete(record, claim, outbox, now), clock.instant());
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    DynamoCommit commit =
        new SdkCommit(
            client,
            tableName,
            () -> completing(claim, outbox.get()),
            () -> open.committed(claim),
            clock);
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        if (type == DynamoCommit.class) {
          return Optional.of(type.cast(commit));
        }
        return type == TransactWriteItem.class
            ? Optional.of(type.cast(commit.item()))
            : Optional.empty();
      }
    };
  }

  @Override
  public boolean transactional() {
    return true;
  }

  @Override
  public void outboxSent(IdempotencyKey key) {
    List<RecordTable.Result> results = table.write(List.of(RecordWrite.forgetOutbox(key)));
    if (results.get(0) instanceof RecordTable.Result.Failed failed) {
      throw failed.reason();
    }
  }

  @Override
  public Written release(Claimed claim, boolean attempted) {
    Written written = owner(claim, (record, now) -> rules.release(record, claim, attempted, now));
    open.ended(claim);
    return written;
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    Written written = owner(claim, (record, now) -> rules.renew(record, claim, lease, now));
    open.renewed(claim, clock.instant().plus(lease));
    return written;
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    Written written =
        owner(claim, (record, now) -> rules.deadLettering(record, claim, envelope, now));
    open.ended(claim);
    return written;
  }

  private Written owner(Claimed claim, Decision.Rule<Written> rule) {
    return decider.answer(Decision.owner(claim, rule, clock.instant()));
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {
    Optional<LifeRecord> found = find(key);
    Decision.Rule<Written> rule =
        (record, now) -> new Step<>(Written.WRITTEN, rules.deadLettered(record, round, now));
    Instant now = clock.instant();
    decider.answer(Decision.upon(key, rule, found.orElse(null), now));
  }

  /**
   * The record of a key, for tests and tools; an expired one until DynamoDB deletes it. One read.
   *
   * @throws MessagingException FAILED_PRECONDITION when it is of a newer layout
   */
  public Optional<LifeRecord> find(IdempotencyKey key) {
    return Optional.ofNullable(table.read(List.of(key.value())).get(key.value()))
        .map(RecordItem::read);
  }

  @Override
  public void close() {
    table.close();
  }
}
