package dev.ferry.testkit.messaging;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test of a class what one of them opened first, and closes it after the last, so that
 * each test may have an instance of its own and run beside the others.
 *
 * @param <T> what is opened
 */
public abstract class SharedHarness<T extends AutoCloseable> implements ParameterResolver {
  private final Class<T> type;

  /** For parameters of this type. */
  protected SharedHarness(Class<T> type) {
    this.type = type;
  }

  /** Opens it. */
  protected abstract T open(Object test);

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Object test = context.getRequiredTestInstance();
    ExtensionContext ofClass = context.getParent().orElseThrow();
    return ofClass
        .getStore(Namespace.create(SharedHarness.class))
        .getOrComputeIfAbsent(type, first -> open(test), type);
  }
}
