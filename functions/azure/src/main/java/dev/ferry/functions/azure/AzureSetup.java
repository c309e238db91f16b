package dev.ferry.functions.azure;

import dev.ferry.functions.FunctionSetup;

/**
 * What a function on Azure uses beside its handler. Everything is the process's own unless it is
 * said otherwise: its settings, Service Bus, the store that {@code FERRY_STORE} names, the
 * machine's clock, the host's log. Immutable; what is handed over stays the caller's.
 *
 * <pre>{@code
 * public OrdersOnAzure() {
 *   super(Trigger.ONE, OrdersApp::new, () -> AzureSetup.ofProcess().withStore(store));
 * }
 * }</pre>
 */
public final class AzureSetup extends FunctionSetup<AzureSetup> {
  private AzureSetup(Parts parts) {
    super(parts);
  }

  /** What a process on Azure has. */
  public static AzureSetup ofProcess() {
    return new AzureSetup(Parts.of(new AzurePlatform()));
  }

  @Override
  protected AzureSetup with(Parts changed) {
    return new AzureSetup(changed);
  }
}
