package dev.ferry.functions.aws;

import dev.ferry.aws.SqsCalls;
import dev.ferry.functions.FunctionSetup;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a function on Lambda uses beside its handler. Everything is the process's own unless it is
 * said otherwise: its variables, SQS and SNS, the store that {@code FERRY_STORE} names, the
 * machine's clock, Lambda's log. Immutable; what is handed over stays the caller's.
 *
 * <pre>{@code
 * public OrdersOnLambda() {
 *   super(new OrdersApp(ledger), LambdaSetup.ofProcess().withStore(store));
 * }
 * }</pre>
 */
public final class LambdaSetup extends FunctionSetup<LambdaSetup> {
  private final @Nullable Supplier<SqsCalls> calls;

  private LambdaSetup(Parts parts, @Nullable Supplier<SqsCalls> calls) {
    super(parts);
    this.calls = calls;
  }

  /** What a process on Lambda has. */
  public static LambdaSetup ofProcess() {
    return new LambdaSetup(Parts.of(new LambdaPlatform()), null);
  }

  @Override
  protected LambdaSetup with(Parts changed) {
    return new LambdaSetup(changed, calls);
  }

  /** A copy that changes visibilities by other calls than those of the source's provider. */
  public LambdaSetup withSqsCalls(Supplier<SqsCalls> other) {
    return new LambdaSetup(parts(), other);
  }

  @Nullable Supplier<SqsCalls> calls() {
    return calls;
  }
}
