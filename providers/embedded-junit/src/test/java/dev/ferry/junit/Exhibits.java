package dev.ferry.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ferry.messaging.Codec;
import dev.ferry.processing.Application;
import dev.ferry.processing.Wiring;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tests that {@link FerryExtensionTest} runs and looks at; by themselves they are not found. */
final class Exhibits {
  private Exhibits() {}

  @FerryTest(application = Shop.class, topology = "shop.yaml", seed = 4711)
  static final class Failing {
    @Test
    void fails(TestSystem system) {
      system.publish("orders", " ");
      system.runUntilIdle();
      fail("as it should");
    }
  }

  @FerryTest(application = Shop.class, topology = "shop.yaml", seed = 4711)
  static final class FailingBefore {
    @BeforeEach
    void failsBefore(TestSystem system) {
      fail("before");
    }

    @Test
    void isNotReached() {}
  }

  @FerryTest(application = Shop.class, topology = "shop.yaml", seed = 4711)
  static final class FailingAfter {
    @Test
    void passes() {}

    @AfterEach
    void failsAfter(TestSystem system) {
      fail("after");
    }
  }

  @FerryTest(application = Shop.class, topology = "shop.yaml")
  static final class Aborted {
    @Test
    void aborts(TestSystem system) {
      abort("not here");
    }
  }

  @FerryTest(application = Shop.class, topology = "shop.yaml")
  static final class Sharing {
    static final List<Long> SEEDS = new CopyOnWriteArrayList<>();
    static final List<TestSystem> SYSTEMS = new CopyOnWriteArrayList<>();

    @BeforeEach
    void orderOnce(TestSystem system) {
      system.publish("orders", "figs");
    }

    @RepeatedTest(3)
    void hasOneOrder(TestSystem system, Shop shop) {
      SEEDS.add(system.seed());
      SYSTEMS.add(system);
      system.runUntilIdle();
      assertThat(shop.shipped()).containsExactly("figs");
    }

    @AfterEach
    void orderStaysUnhandled(TestSystem system) {
      assertThat(system.waiting()).isZero();
      system.publish("orders", "left");
    }
  }

  @FerryTest(application = Shop.class, topology = "shop.yaml", seed = 1)
  static final class Several {
    @Test
    void hasItsClasses(TestSystem system) {
      assertThat(system.seed()).isEqualTo(1);
    }

    @Test
    @FerryTest(application = Shops.class, topology = "dev/ferry/junit/shop.yaml", seed = 2)
    void hasItsOwn(TestSystem system, Shops shops) {
      assertThat(system.seed()).isEqualTo(2);
      system.publish("orders", "figs");
      system.runUntilIdle();
      assertThat(shops.shop.announced()).containsExactly("figs");
    }

    @Nested
    final class Within {
      @Test
      void hasThoseAroundIt(TestSystem system) {
        assertThat(system.seed()).isEqualTo(1);
      }

      @Test
      @FerryTest(
          application = Shop.class,
          topology = "src/test/resources/dev/ferry/junit/shop.yaml",
          seed = 3)
      void mayReadAFile(TestSystem system) {
        assertThat(system.seed()).isEqualTo(3);
      }
    }
  }

  static final class Shops implements Supplier<Application> {
    private final Shop shop = new Shop();

    @Override
    public Application get() {
      return shop;
    }
  }

  @FerryTest(application = String.class)
  static final class NoApplication {
    @Test
    void isNotReached(TestSystem system) {}
  }

  @FerryTest(application = HasArguments.class)
  static final class NeedsArguments {
    @Test
    void isNotReached(TestSystem system) {}
  }

  record HasArguments(String argument) implements Application {
    @Override
    public void configure(Wiring wiring) {}
  }

  @FerryTest(application = Nothing.class)
  static final class SuppliesNothing {
    @Test
    void isNotReached(TestSystem system) {}
  }

  static final class Nothing implements Supplier<@Nullable Application> {
    @Override
    public @Nullable Application get() {
      return null;
    }
  }

  @FerryTest(application = Shop.class, topology = "none.yaml")
  static final class NoTopology {
    @Test
    void isNotReached(TestSystem system) {}
  }

  @FerryTest(application = Shop.class, topology = "shop.yaml", duplicate = 2)
  static final class WrongChance {
    @Test
    void isNotReached(TestSystem system) {}
  }

  @FerryTest(application = Shop.class, topology = "shop.yaml")
  static final class TakenByConstructor {
    TakenByConstructor(TestSystem system) {}

    @Test
    void isNotReached() {}
  }

  @FerryTest(application = HalfAShop.class, topology = "shop.yaml")
  static final class WithoutThatHandler {
    @Test
    void isNotReached(TestSystem system) {}
  }

  static final class HalfAShop implements Application {
    @Override
    public void configure(Wiring wiring) {
      wiring.handler("ship", Codec.utf8(), () -> (order, context) -> {});
    }
  }
}
