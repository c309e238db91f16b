package __PACKAGE__;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.junit.FerryTest;
import dev.ferry.junit.TestSystem;
import dev.ferry.processing.Application;
import dev.ferry.processing.Wiring;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The application as it is deployed, on a broker in this JVM. */
@FerryTest(application = AppTest.Recorded.class)
class AppTest {
  /** The application, and what it said. */
  static final class Recorded implements Application {
    private final List<String> said = new ArrayList<>();

    @Override
    public void configure(Wiring wiring) {
      new App(said::add).configure(wiring);
    }
  }

  @Test
  void name_isGreeted(TestSystem system, Recorded app) {
    system.publish("names", "Ada");

    system.runUntilIdle();

    assertThat(app.said).containsExactly("Hello, Ada!");
  }

  @Test
  void blankName_isADeadLetter(TestSystem system, Recorded app) {
    system.publish("names", " ");

    system.runUntilIdle();

    assertThat(app.said).isEmpty();
    assertThat(system.deadLetters("greet")).hasSize(1);
  }

  @RepeatedTest(10)
  @FerryTest(application = Recorded.class, duplicate = 0.5, dropAck = 0.2)
  void copies_areGreetedOnce(TestSystem system, Recorded app) {
    system.publish("names", "Ada");
    system.publish("names", "Grace");

    system.runUntilIdle();

    assertThat(app.said).containsExactlyInAnyOrder("Hello, Ada!", "Hello, Grace!");
  }
}
