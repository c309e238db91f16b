package dev.ferry.samples.orders.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.FencedOut;
import dev.ferry.samples.orders.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Entries are committed with the completions of their messages, each once, whatever store they are
 * in. The test of a ledger extends this.
 */
public abstract class LedgerContract {
  /** What the store allows clocks to differ. */
  protected static final Duration SKEW = Duration.ofSeconds(2);

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofDays(30);

  private Instant now = Instant.now();

  /** For subclasses. */
  protected LedgerContract() {}

  /** The ledger, which is empty. */
  protected abstract Ledger ledger();

  /** The records, on the clock {@link #now()} and with {@link #SKEW}. */
  protected abstract IdempotencyStore store();

  /** All entries, as they were made. */
  protected abstract Stream<Entry> entries();

  /** The entries of one order. */
  protected abstract Stream<Entry> entries(String order);

  /** The store's time. */
  protected final Instant now() {
    return now;
  }

  /** An entry of an order. */
  protected static Entry entry(String order) {
    return new Entry(
        Entry.Kind.PAYMENT, "payment", "m-" + order, 1, 2, order, "VINET", 44_000, "straße 1");
  }

  /** The answer to a claim of the order's message. */
  protected final Claim claim(String order) {
    IdempotencyKey key = IdempotencyKey.of("payments", "payment", "m-" + order);
    return store().claim(ClaimRequest.of(key, 0, LEASE, RETENTION));
  }

  /** What completes the order's message, which is claimed, and stages so many. */
  protected final Completion completion(String order, StagedMessage... staged) {
    return store().completion((Claimed) claim(order), () -> List.of(staged));
  }

  @Test
  void entry_isThereWithTheCompletion_asItWasRecorded() {
    StagedMessage receipt = new StagedMessage("receipts", Message.of("paid").withId("r-1"));

    ledger().record(entry("10248"), completion("10248", receipt));

    assertThat(entries()).containsExactly(entry("10248"));
    assertThat(claim("10248")).isEqualTo(new Claim.Completed(0, List.of(receipt)));
  }

  @Test
  void sameRunAgain_recordsNothing() {
    Completion completion = completion("10248");

    ledger().record(entry("10248"), completion);
    ledger().record(entry("10248"), completion);

    assertThat(entries()).hasSize(1);
  }

  @Test
  void lateOwner_isFencedOut_andRecordsNothing() {
    Completion late = completion("10248");
    now = now.plus(LEASE).plus(SKEW);
    Completion successor = completion("10248");

    assertThatThrownBy(() -> ledger().record(entry("10248"), late)).isInstanceOf(FencedOut.class);
    ledger().record(entry("10248"), successor);

    assertThat(entries()).hasSize(1);
  }

  @Test
  void withoutAStore_whatIsRecordedTwice_isThereTwice() {
    ledger().record(entry("10248"), Completion.none());
    ledger().record(entry("10248"), Completion.none());

    assertThat(entries()).containsExactly(entry("10248"), entry("10248"));
  }

  @Test
  void entriesOfAnOrder_areItsOwn() {
    ledger().record(entry("10248"), Completion.none());
    ledger().record(entry("10249"), completion("10249"));

    assertThat(entries("10249")).containsExactly(entry("10249"));
    assertThat(entries()).hasSize(2);
  }
}
