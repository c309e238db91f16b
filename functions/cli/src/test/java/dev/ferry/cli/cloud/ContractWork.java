package dev.ferry.cli.cloud;

import dev.ferry.messaging.Codec;
import dev.ferry.processing.Application;
import dev.ferry.processing.Wiring;
import java.util.concurrent.TimeUnit;

/** What the contract's functions do on every cloud: what a message says. */
record ContractWork() implements Application {
  @Override
  public void configure(Wiring wiring) {
    wiring.handler("work", Codec.utf8(), () -> (text, context) -> run(text, context.attempt()));
  }

  private static void run(String text, int attempt) throws InterruptedException {
    if (text.equals(ContractFunction.SLEEPS)) {
      System.out.println(ContractFunction.SLEEPS);
      TimeUnit.MINUTES.sleep(1);
    }
    if (text.equals(ContractApp.DIES_ONCE) && attempt == 1) {
      throw new IllegalStateException("not now, and dies");
    }
    if (text.startsWith(ContractFunction.FAILS)
        && attempt <= Integer.parseInt(text.substring(ContractFunction.FAILS.length()).strip())) {
      throw new IllegalStateException("not now");
    }
  }
}
