package dev.ferry.processing;

import dev.ferry.messaging.Codec;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Collects the handlers of an {@link Application}. Not safe for use by threads. */
public final class Wiring {
  private final Map<String, HandlerBinding<?>> bindings = new LinkedHashMap<>();

  private Wiring() {}

  /** The handlers of {@code application}. */
  public static Wiring of(Application application) {
    Wiring wiring = new Wiring();
    application.configure(wiring);
    return wiring;
  }

  /**
   * Binds a handler to its name in the topology.
   *
   * @param name the name
   * @param codec reads its payload
   * @param supplier makes it, once, and only where it runs
   * @throws MessagingException ALREADY_EXISTS when the name is taken
   */
  public <T> HandlerBinding<T> handler(
      String name, Codec<T> codec, Supplier<? extends MessageHandler<T>> supplier) {
    HandlerBinding<T> binding = new HandlerBinding<>(name, codec, supplier);
    if (bindings.putIfAbsent(name, binding) != null) {
      throw new MessagingException(
          ErrorCode.ALREADY_EXISTS,
          false,
          "wire handler '" + name + "': the name is taken; give each handler its own");
    }
    return binding;
  }

  /** Puts a handler around every handler that was bound so far. */
  public Wiring around(Middleware outer) {
    bindings.values().forEach(binding -> binding.around(outer));
    return this;
  }

  /** The names, in the order in which they were bound. */
  public Set<String> names() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(bindings.keySet()));
  }

  /**
   * The binding of a name.
   *
   * @throws MessagingException INVALID_ARGUMENT when the application has no such handler
   */
  public HandlerBinding<?> binding(String name) {
    HandlerBinding<?> binding = bindings.get(name);
    if (binding == null) {
      throw MessagingException.invalid(
          "find handler '" + name + "': the application binds " + bindings.keySet());
    }
    return binding;
  }
}
