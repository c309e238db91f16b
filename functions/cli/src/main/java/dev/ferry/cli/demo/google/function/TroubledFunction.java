package dev.ferry.cli.demo.google.function;

import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.cli.demo.trouble.TroubledOrders;
import dev.ferry.functions.google.GoogleSetup;
import dev.ferry.functions.google.PubSubFunction;
import dev.ferry.google.PubSubProvider;
import dev.ferry.messaging.Messaging;
import dev.ferry.samples.google.FirestoreLedger;

/** The order system's function, with the demo listening. */
final class TroubledFunction extends PubSubFunction {
  TroubledFunction(Trouble trouble) {
    super(
        new TroubledOrders(trouble, FirestoreLedger.fromEnvironment()),
        GoogleSetup.ofProcess()
            .withListener(trouble.processing())
            .withMessaging(
                listener ->
                    Messaging.builder()
                        .listener(trouble.messaging(listener))
                        .provider(new PubSubProvider())
                        .build()));
  }
}
