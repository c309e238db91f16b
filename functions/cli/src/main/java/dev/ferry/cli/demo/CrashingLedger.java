package dev.ferry.cli.demo;

import dev.ferry.idempotency.Completion;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.Ledger;
import dev.ferry.simulation.Faults;

/** A ledger before and after whose commits the process may die. */
final class CrashingLedger implements Ledger {
  private final Ledger ledger;
  private final Faults crashes;

  CrashingLedger(Ledger ledger, Faults crashes) {
    this.ledger = ledger;
    this.crashes = crashes;
  }

  @Override
  public void record(Entry entry, Completion completion) {
    crashes.crashPoint(CrashPoint.AFTER_EFFECT.point());
    ledger.record(entry, completion);
    crashes.crashPoint(CrashPoint.AFTER_COMPLETE.point());
  }
}
