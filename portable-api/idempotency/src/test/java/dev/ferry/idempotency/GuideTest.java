package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.KEY;
import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The example of the guide to idempotency, as it stands there; those of a store's own section are
 * tested with that store.
 */
class GuideTest {
  /** What the handler knows: a ledger to which it adds an entry. */
  interface Ledger {
    void record(String entry, Completion completion);
  }

  /** The ledger for tests and demos; on DynamoDB it is a put and the completion, in one request. */
  static final class InMemoryLedger implements Ledger {
    final List<String> entries = new CopyOnWriteArrayList<>();

    @Override
    public void record(String entry, Completion completion) {
      Optional<InMemoryCommit> commit = completion.unwrap(InMemoryCommit.class);
      if (commit.isPresent()) {
        commit.get().commit(() -> entries.add(entry));
      } else {
        entries.add(entry);
      }
    }
  }

  private final InMemoryLedger ledger = new InMemoryLedger();

  @Test
  void entryOfALateWorker_isNotRecorded() {
    TestClock clock = new TestClock();
    IdempotencyStore store = new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock);
    Claimed late = (Claimed) store.claim(ClaimRequest.of(KEY, 0, LEASE, RETENTION));
    clock.advance(LEASE);
    Claimed successor = (Claimed) store.claim(ClaimRequest.of(KEY, 0, LEASE, RETENTION));

    ledger.record("late", store.completion(late, List::of));
    ledger.record("paid", store.completion(successor, List::of));
    ledger.record("paid again", store.completion(successor, List::of));

    assertThat(ledger.entries).containsExactly("paid");
  }

  @Test
  void entryWithoutAStore_isRecorded() {
    ledger.record("paid", Completion.none());

    assertThat(ledger.entries).containsExactly("paid");
  }

  @Test
  void guide_showsWhatIsTestedHere() throws IOException {
    String guide =
        Files.readString(Path.of("../docs/guides/idempotency.md"))
            .replaceAll("(?s)## On [A-Z].*?(?=\n## |$)", "");
    Path source = Path.of("src/test/java/dev/ferry/idempotency/GuideTest.java");
    List<String> examples =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(guide)
            .results()
            .map(found -> onOneLine(found.group(1)))
            .toList();

    assertThat(examples).isNotEmpty();
    assertThat(onOneLine(Files.readString(source))).contains(examples);
  }

  private static String onOneLine(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }
}
