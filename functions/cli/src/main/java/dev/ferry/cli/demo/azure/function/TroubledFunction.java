package dev.ferry.cli.demo.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.cli.demo.trouble.TroubledOrders;
import dev.ferry.functions.azure.AzureSetup;
import dev.ferry.functions.azure.ReceivedMessage;
import dev.ferry.functions.azure.ServiceBusFunction;
import dev.ferry.functions.azure.Trigger;
import dev.ferry.messaging.Messaging;
import dev.ferry.samples.azure.TablesLedger;

/** The order system's function, with the demo listening. */
abstract sealed class TroubledFunction extends ServiceBusFunction {
  /** The process's own: the worker makes objects for every invocation. */
  static final Trouble TROUBLE = Trouble.ofProcess();

  private TroubledFunction(Trigger trigger) {
    super(
        trigger,
        () -> new TroubledOrders(TROUBLE, TablesLedger.fromEnvironment()),
        TroubledFunction::setup);
  }

  private static AzureSetup setup() {
    return AzureSetup.ofProcess()
        .withListener(TROUBLE.processing())
        .withMessaging(
            listener ->
                Messaging.builder()
                    .listener(TROUBLE.messaging(listener))
                    .provider(new ServiceBusProvider())
                    .build());
  }

  void give(ReceivedMessage message, ExecutionContext context) {
    handle(message, context);
  }

  /** On a queue without sessions. */
  static final class Alone extends TroubledFunction {
    Alone() {
      super(Trigger.ONE);
    }
  }

  /** On a queue with sessions. */
  static final class InOrder extends TroubledFunction {
    InOrder() {
      super(Trigger.SESSION);
    }
  }
}
