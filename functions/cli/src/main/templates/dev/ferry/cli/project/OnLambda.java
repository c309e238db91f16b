package __PACKAGE__;

import dev.ferry.functions.aws.SqsFunction;

/** The entry class of every function on Lambda; FERRY_HANDLER says which handler it runs. */
public final class OnLambda extends SqsFunction {
  /** For Lambda, which makes it. */
  public OnLambda() {
    super(new App(System.out::println));
  }
}
