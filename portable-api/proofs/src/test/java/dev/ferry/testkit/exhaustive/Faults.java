package dev.ferry.testkit.exhaustive;

/**
 * How many faults of each kind may still happen.
 *
 * @param crashes a worker ends between two of its calls
 * @param leases the lease of a copy or of the record runs out under a worker that still runs
 * @param duplicates the broker delivers a copy twice
 * @param lost a write or a send takes effect and its answer does not arrive, or the handler fails
 *     after its commit
 * @param unreachable a write or a send takes no effect, however often it is asked
 */
record Faults(int crashes, int leases, int duplicates, int lost, int unreachable) {
  Faults lessCrash() {
    return new Faults(crashes - 1, leases, duplicates, lost, unreachable);
  }

  Faults lessLease() {
    return new Faults(crashes, leases - 1, duplicates, lost, unreachable);
  }

  Faults lessDuplicate() {
    return new Faults(crashes, leases, duplicates - 1, lost, unreachable);
  }

  Faults lessLost() {
    return new Faults(crashes, leases, duplicates, lost - 1, unreachable);
  }

  Faults lessUnreachable() {
    return new Faults(crashes, leases, duplicates, lost, unreachable - 1);
  }
}
