package dev.ferry.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that one thread moves and any may read. */
final class TestClock implements InstantSource {
  private volatile Instant now = Lives.NOW;

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration span) {
    now = now.plus(span);
  }
}
