package dev.ferry.peers.google.firestore;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Times in whole microseconds, each later than the one before. Guarded by its caller. */
final class Ticks {
  private final InstantSource clock;
  private Instant last = Instant.EPOCH;

  Ticks(InstantSource clock) {
    this.clock = clock;
  }

  Timestamp next() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    return Timestamp.newBuilder()
        .setSeconds(last.getEpochSecond())
        .setNanos(last.getNano())
        .build();
  }
}
