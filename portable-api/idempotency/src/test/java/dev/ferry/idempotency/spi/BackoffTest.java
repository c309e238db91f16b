package dev.ferry.idempotency.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pauses that end, at the latest when the thread is interrupted. */
class BackoffTest {
  @Test
  void pauses_haveAnEnd_howeverManyThereAre() {
    Backoff backoff = new Backoff(Duration.ofNanos(1), Duration.ofMillis(1));
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      backoff.pause();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void interrupt_endsAPause_andIsKept() {
    Backoff backoff = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(backoff::pause)
        .isInstanceOfSatisfying(
            MessagingException.class,
            cancelled -> assertThat(cancelled.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
  }
}
