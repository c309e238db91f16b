package dev.ferry.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** The account as people read it. */
final class Summary {
  private Summary() {}

  static void print(Account account, PrintWriter out) {
    Account.Audit audit = account.audit();
    out.printf("%nEvery message, by the auditor (input, ledger and peeks only):%n");
    line(out, "published", audit.published(), "distinct inputs");
    line(out, "effects", audit.effects(), "entries in the ledger");
    line(out, "lost", audit.lost(), "neither an effect nor a dead letter");
    line(out, "doubled", audit.doubled(), "more than one effect, or an effect and a dead letter");
    line(out, "dead-lettered", audit.deadLettered(), "in dead-letter and park queues");
    line(out, "untold", audit.untold(), "dead letters that do not say why they are");
    line(
        out,
        "out of order",
        audit.outOfOrder(),
        "effects after one of a later order of the customer");
    out.printf(
        Locale.ROOT,
        "  %-22s %12.2f  taken by the payment handler%n",
        "paid",
        audit.paidCents() / 100.0);
    out.printf("%nOn the way:%n");
    line(out, "handled", account.handled(), "runs of handlers that completed");
    line(out, "retried", account.retries(), "runs that failed for now");
    line(out, "duplicates delivered", account.duplicatesDelivered(), "copies made by the broker");
    line(
        out,
        "duplicates suppressed",
        account.duplicatesSuppressed(),
        "found done, dead or in a later life");
    line(out, "redriven", account.redriven(), "dead letters sent back to their handler");
    line(out, "crashes", account.crashes().size(), String.join(", ", account.crashes()));
    account.reasons().forEach((reason, count) -> line(out, "  dead letters", count, reason));
    if (account.earlyRetries() >= 0) {
      line(out, "early", account.earlyRetries(), "attempts before their delay was over");
    }
    account.refusedLines().forEach(line -> out.printf("  refused: %s%n", line));
    out.printf(
        "%n%s in %d ms (%d s of simulated time), seed %d%n",
        account.sound() ? "Nothing lost, nothing done twice" : "NOT SOUND",
        account.elapsedMs(),
        account.simulatedMs() / 1000,
        account.seed());
    out.flush();
  }

  private static void line(PrintWriter out, String what, long count, String meaning) {
    out.printf(Locale.ROOT, "  %-22s %12d  %s%n", what, count, meaning);
  }
}
