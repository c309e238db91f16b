package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int demo(String... options) {
    return new CommandLine(new DemoCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(options);
  }

  private Map<String, Object> lastLine() {
    List<String> lines = out.toString().lines().toList();
    return Jsonb.instance().type(Object.class).map().fromJson(lines.get(lines.size() - 1));
  }

  private long number(String field) {
    return lastLine().get(field) instanceof Number number ? number.longValue() : -1;
  }

  @Test
  void json_soundRun_isOneObjectOnTheLastLine() {
    int exit = demo("--generate", "20", "--poison", "5", "--seed", "4", "--json");

    assertThat(exit).isZero();
    assertThat(lastLine())
        .containsKeys(
            "published",
            "handled",
            "retries",
            "duplicatesDelivered",
            "duplicatesSuppressed",
            "deadLettered",
            "redriven",
            "lost",
            "doubled",
            "outOfOrder",
            "paidCents",
            "crashes",
            "seed",
            "elapsedMs");
    assertThat(number("published")).isEqualTo(25);
    assertThat(number("deadLettered")).isEqualTo(5);
  }

  @Test
  void plain_soundRun_saysWhatBecameOfEveryMessage() {
    assertThat(demo("--generate", "10", "--seed", "4", "--poison", "2")).isZero();
    assertThat(out.toString())
        .contains("Nothing lost, nothing done twice", "place-order: UNDECODABLE", "seed 4");
  }

  @Test
  void withoutIdempotency_exitsWith1() {
    int exit =
        demo("--generate", "50", "--seed", "4", "--duplicates", "0.3", "--without", "idempotency");
    assertThat(exit).isEqualTo(1);
    assertThat(out.toString()).contains("NOT SOUND");
  }

  @Test
  void badLines_areNamedAndDeadLettered_andTheRestGoesOn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("orders.jsonl");
    Files.writeString(
        file,
        """
        {"orderId": "1", "customerId": "A", "customer": "Ann", "country": "DE", "orderedAt": "2026-01-01T00:00:00Z", "currency": "EUR", "amountCents": 100, "items": [{"sku": "S", "name": "Soap", "quantity": 1, "unitPrice": "1.00", "discount": "0"}]}

        not json at all
        {"orderId": "2"}
        """);

    int exit = demo("--orders", file.toString(), "--json", "--seed", "1");

    assertThat(exit).isZero();
    assertThat(err.toString()).contains("orders.jsonl:3: ", "orders.jsonl:4: ");
    assertThat(number("deadLettered")).isEqualTo(2);
    assertThat(number("paidCents")).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "--orders, no-such-file.jsonl, cannot read",
    "--duplicates, 1.5, no chance",
    "--failures, -1, no chance",
    "--poison, -1, negative",
    "--outage, kitchen, no handler 'kitchen'",
    "--without, sleep, idempotency or retry"
  })
  void wrongOption_exitsWith2_andSaysWhatIsWrong(String option, String value, String says) {
    assertThat(demo(option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(option.substring(2), says);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void help_namesEveryOptionAndExitCode() {
    assertThat(demo("--help")).isZero();
    assertThat(out.toString())
        .contains("--orders", "--seed", "--duplicates", "--failures", "--poison", "--outage")
        .contains("--crash", "--fifo", "--without", "--json", "Exit codes");
  }
}
