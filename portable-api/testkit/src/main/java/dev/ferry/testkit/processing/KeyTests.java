package dev.ferry.testkit.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DEAD_LETTERED;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.processing.Worker;
import dev.ferry.testkit.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On an ordered channel a key's messages are handled one after another, in their order. */
@Feature("Keys in order, under failure")
interface KeyTests extends ProcessingTests {

  private static List<String> of(String key, List<String> orders) {
    return orders.stream().filter(order -> order.startsWith(key)).toList();
  }

  @Test
  default void retryOfAMessage_holdsUpItsKey_andNoOther() {
    stage().ordered();
    List<String> handled = new ArrayList<>();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  if (order.equals("a1") && context.attempt() < Stage.ATTEMPTS) {
                    throw new IOException(order);
                  }
                  handled.add(order);
                });
    stage().publishKeyed("a1", "a2", "b1", "a3", "b2");

    stage().runUntil(worker, () -> of("b", handled).size() == 2);
    assertThat(handled).containsExactly("b1", "b2");
    stage().runUntil(worker, () -> handled.size() == 5);

    assertThat(of("a", handled)).containsExactly("a1", "a2", "a3");
    stage().assertSettled();
  }

  @Test
  default void deadLetterOfAMessage_letsItsKeyGoOn() {
    stage().ordered();
    stage().rules = binding -> binding.deadLetterOn(IOException.class);
    List<String> handled = new ArrayList<>();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  if (order.equals("a2")) {
                    throw new IOException(order);
                  }
                  handled.add(order);
                });
    stage().publishKeyed("a1", "a2", "a3", "a4");

    stage().runUntil(worker, () -> stage().count(HANDLED) == 3);

    assertThat(handled).containsExactly("a1", "a3", "a4");
    assertThat(stage().count(DEAD_LETTERED)).isEqualTo(1);
    assertThat(stage().take(stage().dead()).id()).isEqualTo("a2");
    stage().assertSettled();
  }

  @Test
  default void randomFailures_keepTheOrderOfEveryKey() {
    stage().ordered();
    Random random = new Random(7);
    List<String> handled = new ArrayList<>();
    Worker one =
        stage().worker((order, context) -> handle(order, context.attempt(), random, handled));
    Worker two =
        stage().worker((order, context) -> handle(order, context.attempt(), random, handled));
    for (int number = 0; number < 8; number++) {
      stage().publishKeyed("a" + number, "b" + number, "c" + number);
    }

    stage()
        .runUntil(
            one,
            () -> {
              stage().run(two);
              return handled.size() == 24;
            });

    for (String key : List.of("a", "b", "c")) {
      assertThat(of(key, handled)).hasSize(8).isSorted();
    }
    stage().assertSettled();
  }

  private static void handle(String order, int attempt, Random random, List<String> handled)
      throws IOException {
    if (attempt < Stage.ATTEMPTS && random.nextBoolean()) {
      throw new IOException(order);
    }
    handled.add(order);
  }
}
