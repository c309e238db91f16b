package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.samples.orders.Order;
import dev.ferry.samples.orders.SampleOrders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
  private static final int ORDERS = 120;

  private static DemoSettings faulty(long seed, boolean fifo) {
    return settings(seed, null, fifo, null);
  }

  private static DemoSettings settings(
      long seed, @Nullable String outage, boolean fifo, @Nullable Without without) {
    return new DemoSettings(null, ORDERS, seed, 0.2, 0.1, 5, outage, true, fifo, without);
  }

  private static Account run(DemoSettings settings) {
    return run(settings, new GeneratedOrders(settings.seed(), settings.generated()));
  }

  private static Account run(DemoSettings settings, Inputs inputs) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Demo(
            settings, new WithPoison(inputs, settings.poison()), new Progress(nowhere, false))
        .run();
  }

  private static long cents(long seed) {
    return SampleOrders.generate(seed, ORDERS).mapToLong(Order::amountCents).sum();
  }

  private static Map<String, Object> withoutTime(Account account) {
    Map<String, Object> fields = new LinkedHashMap<>(account.fields());
    fields.remove("elapsedMs");
    return fields;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyFault_anySeed_nothingLostNothingDoubled(long seed) {
    Account account = run(faulty(seed, seed % 2 == 0));

    assertThat(account.audit())
        .isEqualTo(
            new Account.Audit(
                ORDERS + 5,
                ORDERS * 6L,
                0,
                0,
                5,
                0,
                seed % 2 == 0 ? 0 : account.audit().outOfOrder(),
                cents(seed)));
    assertThat(account.crashes()).containsExactlyInAnyOrderElementsOf(CrashPoint.points());
    assertThat(account.duplicatesDelivered()).isPositive();
    assertThat(account.retries()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "place-order",
        "inventory",
        "payment",
        "notification",
        "audit-orders",
        "audit-payments"
      })
  void outage_ofAnyHandler_isRedrivenToTheSameEnd(String handler) {
    Account account = run(settings(7, handler, false, null));

    assertThat(account.redriven()).isGreaterThanOrEqualTo(ORDERS);
    assertThat(account.sound()).isTrue();
    assertThat(account.audit().deadLettered()).isEqualTo(5);
    assertThat(account.audit().paidCents()).isEqualTo(cents(7));
  }

  @Test
  void withoutIdempotency_sameSeed_doubles() {
    Account account = run(settings(3, null, false, Without.IDEMPOTENCY));

    assertThat(account.audit().doubled()).isPositive();
    assertThat(account.sound()).isFalse();
  }

  @Test
  void withoutRetry_sameSeed_loses() {
    Account account = run(settings(3, null, false, Without.RETRY));

    assertThat(account.audit().lost()).isPositive();
    assertThat(account.sound()).isFalse();
  }

  @Test
  void sameSeed_givesTheSameRun() {
    assertThat(withoutTime(run(faulty(11, false)))).isEqualTo(withoutTime(run(faulty(11, false))));
  }

  @Test
  void anotherSeed_givesAnotherRun() {
    assertThat(withoutTime(run(faulty(11, false))))
        .isNotEqualTo(withoutTime(run(faulty(12, false))));
  }

  @Test
  void northwind_underEveryFault_isPaidToTheCent() throws IOException {
    Optional<Path> file = Northwind.file();
    assumeThat(file).as("shared/data beside the checkout").isPresent();

    Account account = run(faulty(1, false), OrderFile.read(file.orElseThrow()));

    assertThat(account.audit().published()).isEqualTo(605);
    assertThat(account.audit().lost()).isZero();
    assertThat(account.audit().doubled()).isZero();
    assertThat(account.audit().deadLettered()).isEqualTo(5);
    assertThat(account.audit().paidCents()).isEqualTo(Northwind.CENTS);
    assertThat(account.crashes()).containsExactlyInAnyOrderElementsOf(CrashPoint.points());
  }
}
