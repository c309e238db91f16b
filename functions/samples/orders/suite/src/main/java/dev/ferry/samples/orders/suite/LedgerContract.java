package dev.ferry.samples.orders.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.FencedOut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private Instant now = Instant.now();

  /** For subclasses. */
  protected LedgerContract() {}

  /** What is held to the contract; the same whenever it is asked for in a test. */
  protected abstract LedgerInStore subject();

  /** Closes what a test opened when the test is over, the last first. */
  protected final <C extends AutoCloseable> C closedLater(C resource) {
    opened.push(resource);
    return resource;
  }

  @AfterEach
  final void closeAll() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

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
    return subject().store().claim(ClaimRequest.of(key, 0, LEASE, RETENTION));
  }

  /** What completes the order's message, which is claimed, and stages so many. */
  protected final Completion completion(String order, StagedMessage... staged) {
    return subject().store().completion((Claimed) claim(order), () -> List.of(staged));
  }

  @Test
  void entry_isThereWithTheCompletion_asItWasRecorded() {
    StagedMessage receipt = new StagedMessage("receipts", Message.of("paid").withId("r-1"));

    subject().ledger().record(entry("10248"), completion("10248", receipt));

    assertThat(subject().entries().get()).containsExactly(entry("10248"));
    assertThat(claim("10248")).isEqualTo(new Claim.Completed(0, List.of(receipt)));
  }

  @Test
  void sameRunAgain_recordsNothing() {
    Completion completion = completion("10248");

    subject().ledger().record(entry("10248"), completion);
    subject().ledger().record(entry("10248"), completion);

    assertThat(subject().entries().get()).hasSize(1);
  }

  @Test
  void lateOwner_isFencedOut_andRecordsNothing() {
    Completion late = completion("10248");
    now = now.plus(LEASE).plus(SKEW);
    Completion successor = completion("10248");

    assertThatThrownBy(() -> subject().ledger().record(entry("10248"), late))
        .isInstanceOf(FencedOut.class);
    subject().ledger().record(entry("10248"), successor);

    assertThat(subject().entries().get()).hasSize(1);
  }

  @Test
  void withoutAStore_whatIsRecordedTwice_isThereTwice() {
    subject().ledger().record(entry("10248"), Completion.none());
    subject().ledger().record(entry("10248"), Completion.none());

    assertThat(subject().entries().get()).containsExactly(entry("10248"), entry("10248"));
  }

  @Test
  void entriesOfAnOrder_areItsOwn() {
    subject().ledger().record(entry("10248"), Completion.none());
    subject().ledger().record(entry("10249"), completion("10249"));

    assertThat(subject().ofOrder().apply("10249")).containsExactly(entry("10249"));
    assertThat(subject().entries().get()).hasSize(2);
  }
}
