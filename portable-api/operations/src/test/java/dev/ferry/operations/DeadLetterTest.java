package dev.ferry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private final Desk desk = new Desk();

  private DeadLetter only() {
    return desk.letters().peek(DeadLetterFilter.all(), 1).letters().get(0);
  }

  @Test
  void of_ourLetter_hasItsEnvelopeAndTheRoundItCarries() {
    desk.dead("a", 2, Reason.REJECTED, "payment", new IllegalArgumentException("no such currency"));
    desk.clock.advance(Duration.ofMinutes(7));

    DeadLetter letter = only();

    assertThat(letter.id()).isEqualTo("a");
    assertThat(letter.stableId()).isTrue();
    assertThat(letter.round()).isEqualTo(2);
    assertThat(letter.is(Reason.REJECTED)).isTrue();
    assertThat(letter.envelope().handler()).isEqualTo("payment");
    assertThat(letter.envelope().chain()).contains("no such currency");
    assertThat(letter.queue()).isEqualTo("mem:dlq");
    assertThat(letter.age()).isEqualTo(Duration.ofMinutes(7));
    assertThat(letter.sizeBytes()).isEqualTo("body of a".length());
    assertThat(letter.message()).isNull();
    assertThat(letter).hasToString("DeadLetter[a in mem:dlq, round 2, REJECTED]");
  }

  @Test
  void of_lettersWithoutAnEnvelope_areNativeAndBeginTheNextRound() {
    desk.nativelyDead("a", 2);
    desk.clock.advance(Duration.ofMinutes(3));

    DeadLetter letter = only();

    assertThat(letter.is(Reason.NATIVE)).isTrue();
    assertThat(letter.round()).isEqualTo(3);
    assertThat(letter.envelope().chain()).isEmpty();
    assertThat(letter.envelope().handler()).isEmpty();
    assertThat(letter.age()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void of_foreignMessage_isNativeWithTheBrokersIdAndRoundOne() {
    desk.foreign("dlq", Map.of("tenant", "acme"));

    DeadLetter letter = only();

    assertThat(letter.is(Reason.NATIVE)).isTrue();
    assertThat(letter.id()).isEqualTo(letter.brokerId());
    assertThat(letter.stableId()).isFalse();
    assertThat(letter.round()).isEqualTo(1);
  }

  @Test
  void of_unreadableMetadata_saysSo() {
    desk.foreign("dlq", Map.of("ferry", "%%%"));

    assertThat(only().reason()).isEqualTo("MALFORMED_METADATA");
  }

  @Test
  void of_letterFromAClockAhead_hasNoAge() {
    desk.dead("a");
    DeadLetter letter = only();

    assertThat(
            new DeadLetter(
                    "a",
                    true,
                    1,
                    letter.envelope(),
                    "mem:dlq",
                    "b",
                    letter.deadSince().minusSeconds(5),
                    1,
                    null)
                .age())
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void failedWith_namesTheFailureOrACause_neverItsMessage() {
    desk.dead(
        "a",
        1,
        Reason.ATTEMPTS_EXHAUSTED,
        "payment",
        new IllegalStateException("java.io.IOException", new java.net.ConnectException()));

    DeadLetter letter = only();

    assertThat(letter.failedWith("java.lang.IllegalStateException")).isTrue();
    assertThat(letter.failedWith("java.net.ConnectException")).isTrue();
    assertThat(letter.failedWith("java.net.Connect")).isFalse();
    assertThat(letter.failedWith("java.io.IOException")).isFalse();
  }
}
