package dev.ferry.cli.demo.trouble;

import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.processing.Application;
import dev.ferry.processing.Wiring;
import dev.ferry.samples.orders.Ledger;
import dev.ferry.samples.orders.OrdersApp;

/**
 * The order system with handlers that fail for a while, and with crashes around its effects; the
 * same on every cloud.
 *
 * @param trouble what goes wrong
 * @param ledger the cloud's
 */
public record TroubledOrders(Trouble trouble, Ledger ledger) implements Application {
  @Override
  public void configure(Wiring wiring) {
    Control control = trouble.control();
    Ledger crashing =
        (entry, completion) -> {
          control.at(CrashPoint.AFTER_EFFECT);
          ledger.record(entry, completion);
          control.at(CrashPoint.AFTER_COMPLETE);
        };
    new OrdersApp(crashing).configure(wiring);
    wiring.around(new FailingForNow(trouble.seed().child("failures"), trouble.failures()));
    wiring.around(new Outage(trouble.outage(), control::outageOver));
    if (trouble.withoutRetry()) {
      wiring.around(new LogAndAck());
    }
  }
}
