package dev.ferry.cli.demo.lambda;

import dev.ferry.cli.demo.trouble.FailingForNow;
import dev.ferry.cli.demo.trouble.LogAndAck;
import dev.ferry.cli.demo.trouble.Outage;
import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.functions.aws.SqsFunction;
import dev.ferry.processing.Application;
import dev.ferry.samples.aws.DynamoLedger;
import dev.ferry.samples.orders.Ledger;
import dev.ferry.samples.orders.OrdersApp;

/** The order system with handlers that fail for a while, and with crashes around its effects. */
final class TroubledOrders extends SqsFunction {
  TroubledOrders(TroubledSetup setup) {
    super(application(setup), setup.lambda());
  }

  private static Application application(TroubledSetup setup) {
    Ledger ledger = DynamoLedger.fromEnvironment();
    Control control = setup.control();
    Ledger crashing =
        (entry, completion) -> {
          control.at(CrashPoint.AFTER_EFFECT);
          ledger.record(entry, completion);
          control.at(CrashPoint.AFTER_COMPLETE);
        };
    return wiring -> {
      new OrdersApp(crashing).configure(wiring);
      wiring.around(new FailingForNow(setup.seed().child("failures"), setup.failures()));
      wiring.around(new Outage(setup.outage(), control::outageOver));
      if (setup.withoutRetry()) {
        wiring.around(new LogAndAck());
      }
    };
  }
}
