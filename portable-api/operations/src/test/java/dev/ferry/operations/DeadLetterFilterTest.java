package dev.ferry.operations;

import static dev.ferry.operations.DeadLetterFilter.all;
import static dev.ferry.operations.DeadLetterFilter.exception;
import static dev.ferry.operations.DeadLetterFilter.handler;
import static dev.ferry.operations.DeadLetterFilter.id;
import static dev.ferry.operations.DeadLetterFilter.olderThan;
import static dev.ferry.operations.DeadLetterFilter.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterFilterTest {
  private final Desk desk = new Desk();

  @BeforeEach
  void fill() {
    desk.dead("old", 1, Reason.REJECTED, "payment", new IllegalArgumentException());
    desk.clock.advance(Duration.ofHours(1));
    desk.dead("new", 1, Reason.ATTEMPTS_EXHAUSTED, "audit", new IllegalStateException());
    desk.nativelyDead("native", 0);
  }

  private List<String> matched(DeadLetterFilter filter) {
    return desk.letters().peek(filter, 10).letters().stream().map(DeadLetter::id).toList();
  }

  @Test
  void filter_meansByOneTrait() {
    assertThat(matched(all())).containsExactly("old", "new", "native");
    assertThat(matched(id("new"))).containsExactly("new");
    assertThat(matched(reason(Reason.NATIVE))).containsExactly("native");
    assertThat(matched(reason(Reason.REJECTED, Reason.NATIVE))).containsExactly("old", "native");
    assertThat(matched(exception("java.lang.IllegalStateException"))).containsExactly("new");
    assertThat(matched(handler("audit"))).containsExactly("new");
  }

  @Test
  void olderThan_itsOwnAge_isNotOlder() {
    assertThat(matched(olderThan(Duration.ofHours(1)))).isEmpty();
    assertThat(matched(olderThan(Duration.ofMinutes(59)))).containsExactly("old");
  }

  @Test
  void filter_combines() {
    assertThat(matched(id("old").or(id("new")))).containsExactly("old", "new");
    assertThat(matched(id("old").and(reason(Reason.NATIVE)))).isEmpty();
    assertThat(matched(id("old").negate())).containsExactly("new", "native");
  }
}
