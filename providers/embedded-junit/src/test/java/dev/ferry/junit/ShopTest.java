package dev.ferry.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.operations.DeadLetter;
import dev.ferry.processing.deadletter.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The examples of the guide to testing handlers, as they stand there. */
@FerryTest(application = Shop.class, topology = "shop.yaml")
class ShopTest {
  @Test
  void order_isShippedAndAnnounced(TestSystem system, Shop shop) {
    system.publish("orders", "figs");

    system.runUntilIdle();

    assertThat(shop.shipped()).containsExactly("figs");
    assertThat(shop.announced()).containsExactly("figs");
  }

  @RepeatedTest(20)
  @FerryTest(
      application = Shop.class,
      topology = "shop.yaml",
      environment = "patient",
      duplicate = 0.2,
      dropAck = 0.1,
      lostResponse = 0.1,
      throttle = 0.1,
      crash = 0.02)
  void orders_whateverGoesWrong_areShippedOnce(TestSystem system, Shop shop) {
    List<String> orders = List.of("figs", "dates", "limes", "plums", "pears");
    orders.forEach(order -> system.publish("orders", order));

    system.runUntilIdle();

    assertThat(shop.shipped()).containsExactlyInAnyOrderElementsOf(orders);
    assertThat(shop.announced()).containsExactlyInAnyOrderElementsOf(orders);
  }

  @Test
  void orderOfNothing_isADeadLetterAtOnce(TestSystem system) {
    system.publish("orders", " ");

    system.runUntilIdle();

    DeadLetter letter = system.deadLetters("ship").get(0);
    assertThat(letter.is(Reason.REJECTED)).isTrue();
    assertThat(letter.envelope().summary().attempts()).isEqualTo(1);
    assertThat(letter.envelope().chain()).contains("an order of nothing");
  }

  @Test
  void carrierDownForAMoment_isAskedAgainAfterTenSeconds(TestSystem system, Shop shop) {
    system.failNext("ship", 1, () -> new ConnectException("carrier"));
    system.publish("orders", "figs");

    system.advance(Duration.ofMillis(9_999));
    assertThat(shop.shipped()).isEmpty();

    system.advance(Duration.ofMillis(1));
    assertThat(shop.shipped()).containsExactly("figs");
  }

  @Test
  void carrierDownForLong_isADeadLetter_thatGoesBackWhenItIsUp(TestSystem system, Shop shop) {
    system.failNext("ship", 3, () -> new ConnectException("carrier"));
    system.publish("orders", "figs");
    system.runUntilIdle();
    assertThat(system.deadLetters("ship"))
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.ATTEMPTS_EXHAUSTED.name());

    system.redrive("ship");
    system.runUntilIdle();

    assertThat(system.deadLetters("ship")).isEmpty();
    assertThat(shop.shipped()).containsExactly("figs");
  }

  @Test
  void processThatDiesAfterItsCommit_stillAnnounces(TestSystem system, Shop shop) {
    system.crashOnce(CrashPoint.AFTER_COMPLETE);
    system.publish("orders", "figs");

    system.runUntilIdle();

    assertThat(system.crashes()).containsExactly("after complete");
    assertThat(shop.announced()).containsExactly("figs");
  }

  @Test
  void guide_showsWhatIsTestedHere() throws IOException {
    Path tests = Path.of("src/test");
    String source =
        onOneLine(
            Files.readString(tests.resolve("java/dev/ferry/junit/ShopTest.java"))
                + Files.readString(tests.resolve("java/dev/ferry/junit/Shop.java"))
                + Files.readString(tests.resolve("java/dev/ferry/junit/RegisteredTest.java"))
                + Files.readString(tests.resolve("resources/dev/ferry/junit/shop.yaml")));
    String guide =
        Files.readString(Path.of("../../portable-api/docs/guides/testing-your-handlers.md"));

    List<String> examples =
        Pattern.compile("(?s)```(?:java|yaml)\n(.*?)```")
            .matcher(guide)
            .results()
            .map(found -> onOneLine(found.group(1)))
            .toList();

    assertThat(examples).hasSizeGreaterThan(5);
    assertThat(source).contains(examples);
  }

  private static String onOneLine(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }
}
