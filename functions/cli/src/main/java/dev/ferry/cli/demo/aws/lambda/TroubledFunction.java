package dev.ferry.cli.demo.aws.lambda;

import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.cli.demo.trouble.TroubledOrders;
import dev.ferry.functions.aws.LambdaSetup;
import dev.ferry.functions.aws.SqsFunction;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.samples.aws.DynamoLedger;
import java.util.ServiceLoader;

/** The order system's function, with the demo listening. */
final class TroubledFunction extends SqsFunction {
  TroubledFunction(Trouble trouble) {
    super(
        new TroubledOrders(trouble, DynamoLedger.fromEnvironment()),
        LambdaSetup.ofProcess()
            .withListener(trouble.processing())
            .withMessaging(listener -> messaging(trouble.messaging(listener))));
  }

  private static Messaging messaging(MessagingListener listener) {
    Messaging.Builder messaging = Messaging.builder().listener(listener);
    ServiceLoader.load(MessagingProvider.class).forEach(messaging::provider);
    return messaging.build();
  }
}
