package dev.ferry.functions.aws;

import dev.ferry.idempotency.IdempotencyStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A store some of whose calls end otherwise. */
final class Intercepted {
  private Intercepted() {}

  /** Looks at a call before the store does. */
  interface Before {
    /** The answer instead of the store's; null to ask the store. */
    @Nullable Object call(String method);
  }

  static IdempotencyStore store(IdempotencyStore store, Before before) {
    return (IdempotencyStore)
        Proxy.newProxyInstance(
            Intercepted.class.getClassLoader(),
            new Class<?>[] {IdempotencyStore.class},
            (proxy, method, arguments) -> {
              Object answer = before.call(method.getName());
              return answer == null ? ask(store, method, arguments) : answer;
            });
  }

  private static @Nullable Object ask(
      IdempotencyStore store, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
