package dev.ferry.host.azure;

import com.azure.messaging.servicebus.ServiceBusErrorContext;
import java.util.function.Consumer;

/** What a feed's SDK says went wrong. */
final class Broken {
  private Broken() {}

  /** Tells all but a function that threw, which its worker told already. */
  static void tell(ServiceBusErrorContext error, Consumer<String> log) {
    for (Throwable at = error.getException(); at != null; at = at.getCause()) {
      if (at instanceof Worker.InvocationFailed) {
        return;
      }
    }
    log.accept(
        "%s at %s: %s"
            .formatted(
                error.getEntityPath(), error.getErrorSource(), error.getException().getMessage()));
  }
}
