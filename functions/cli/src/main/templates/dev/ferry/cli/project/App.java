package __PACKAGE__;

import dev.ferry.messaging.Codec;
import dev.ferry.processing.Application;
import dev.ferry.processing.Wiring;
import java.util.function.Consumer;

/** The handlers of this application, by the names that topology.yaml has for them. */
public final class App implements Application {
  private final Consumer<String> greetings;

  /** An application whose greetings go to {@code greetings}. */
  public App(Consumer<String> greetings) {
    this.greetings = greetings;
  }

  @Override
  public void configure(Wiring wiring) {
    wiring
        .handler("greet", Codec.utf8(), () -> (name, context) -> greet(name))
        .deadLetterOn(IllegalArgumentException.class);
  }

  private void greet(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("nobody to greet");
    }
    greetings.accept("Hello, " + name + "!");
  }
}
