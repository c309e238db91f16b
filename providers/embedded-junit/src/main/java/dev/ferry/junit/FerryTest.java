package dev.ferry.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test, an application of its own on the embedded broker: a
 * {@link TestSystem}, as a parameter of the test method or of a method that is run before or after
 * it. A parameter of the class named in {@link #application} gets that object, to look at what its
 * handlers did.
 *
 * <p>Where class and method have one, the method's stands alone. A class nested in an annotated one
 * is annotated too.
 *
 * <pre>{@code
 * @FerryTest(application = Shop.class, topology = "shop.yaml", duplicate = 0.2, crash = 0.05)
 * class ShopTest {
 *   @RepeatedTest(20)
 *   void everyOrder_isShippedOnce(TestSystem system, Shop shop) {
 *     system.publish("orders", "figs");
 *     system.runUntilIdle();
 *     assertThat(shop.shipped()).containsExactly("figs");
 *   }
 * }
 * }</pre>
 *
 * <p>Chances are from 0, never, to 1, always; what happens then is told at {@link
 * dev.ferry.simulation.Fault}. A test that fails says the seed that repeats it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(FerryExtension.class)
public @interface FerryTest {
  /**
   * An {@link dev.ferry.processing.Application} or a {@link java.util.function.Supplier} of one,
   * with a constructor without parameters; made anew for each test.
   */
  Class<?> application();

  /**
   * The topology: a resource next to the test or to the application, else from the root of the
   * class path, else a file.
   */
  String topology() default "topology.yaml";

  /** The environment of the topology; empty for none. */
  String environment() default "";

  /**
   * What decides everything left to chance. 0 for another one each time, or for the one that the
   * system property {@code ferry.seed} says.
   */
  long seed() default 0;

  /** The chance that a queue stores a message twice. */
  double duplicate() default 0;

  /** The chance that a receive gives messages out of order; never within an ordering key. */
  double reorder() default 0;

  /** The chance that an acknowledgement is forgotten. */
  double dropAck() default 0;

  /** The chance that a message's lease is over as soon as it was received. */
  double loseLease() default 0;

  /** The chance that the broker refuses a call because there were too many. */
  double throttle() default 0;

  /** The chance that an entry of a batch fails. */
  double partialBatchFailure() default 0;

  /** The chance that a call is carried out and its answer lost. */
  double lostResponse() default 0;

  /**
   * The chance that the process dies and starts again, at each {@link
   * dev.ferry.embedded.simulation.CrashPoint} that a message comes by.
   */
  double crash() default 0;
}
