package dev.ferry.testkit.exhaustive;

import java.util.List;

/** Who holds a copy or a record. */
enum Owner {
  NOBODY,
  FIRST,
  SECOND,
  /** A worker that crashed, or went on without settling: its lease runs out in time. */
  GONE;

  private static final List<Owner> WORKERS = List.of(FIRST, SECOND);

  /** Worker 0 or 1. */
  static Owner of(int worker) {
    return WORKERS.get(worker);
  }

  /** The same with the two workers' names exchanged. */
  Owner mirrored() {
    return this == FIRST ? SECOND : this == SECOND ? FIRST : this;
  }
}
