package dev.ferry.localstack.dynamodb;

/** An agent that does nothing, in place of the patch that LocalStack would download. */
public final class NoAgent {
  private NoAgent() {}

  /**
   * Called by the JVM before {@code main}.
   *
   * @param arguments none
   */
  public static void premain(String arguments) {}
}
