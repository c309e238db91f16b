package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.Written;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A completion on its way into a commit of the handler's, which a provider makes. Belongs to one
 * thread at a time.
 */
public final class Completing {
  private final Decision<Written> decision;
  private final Runnable committed;
  private final InstantSource clock;

  Completing(Decision<Written> decision, Runnable committed, InstantSource clock) {
    this.decision = decision;
    this.committed = committed;
    this.clock = clock;
  }

  /** What the commit is to write of the record; empty when it need not, for there is an answer. */
  public Optional<RecordWrite> write() {
    return decision.write();
  }

  /**
   * The commit was refused for this record, or there was none, or this was read before it.
   *
   * @return the answer; empty when the claim still owns it: {@link #write} is what to write now
   */
  public Optional<Written> refused(@Nullable Stored found) {
    decision.refused(found, clock.instant());
    return answer();
  }

  /** OWN_COMPLETED or FENCED_OUT when nothing is to be written; empty before that is known. */
  public Optional<Written> answer() {
    return decision.write().isPresent() ? Optional.empty() : Optional.of(decision.answer());
  }

  /** The commit took effect: the store need not be asked when the message is completed. */
  public void committed() {
    committed.run();
  }
}
