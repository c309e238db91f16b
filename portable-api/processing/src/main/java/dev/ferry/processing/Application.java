package dev.ferry.processing;

/**
 * What a team writes once and runs on every host: its handlers by name.
 *
 * <pre>{@code
 * public final class OrdersApp implements Application {
 *   public void configure(Wiring wiring) {
 *     wiring.handler("payment", new OrderCodec(), () -> new TakePayment(ledger))
 *         .deadLetterOn(InvalidOrder.class);
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Application {
  /** Names the handlers. Opens nothing: only the suppliers of handlers that run are called. */
  void configure(Wiring wiring);
}
