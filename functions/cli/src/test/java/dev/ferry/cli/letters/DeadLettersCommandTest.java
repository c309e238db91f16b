package dev.ferry.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.deadletter.Reason;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The command line of {@code ferry dead-letters}, over the embedded broker. Waits more than it
 * works, since a queue is empty when it gave nothing for a while.
 */
@Execution(ExecutionMode.CONCURRENT)
class DeadLettersCommandTest {
  private static final String DEAD = "embedded:orders-dead";
  private static final String ORDERS = "embedded:orders";
  private static final String PARKED = "embedded:orders-parked";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String answer = "";
  private final EmbeddedBroker broker = EmbeddedBroker.builder().build();

  @BeforeEach
  void letters() {
    try (Messaging messaging = open()) {
      for (String queue : List.of("orders", "orders-dead", "orders-parked")) {
        messaging.admin("embedded").createQueue(QueueSpec.standard(queue));
      }
      try (Publisher dead = messaging.publisher(DEAD)) {
        dead.forward(SampleLetters.of("one", 1, Reason.ATTEMPTS_EXHAUSTED));
        dead.forward(SampleLetters.of("two", 1, Reason.REJECTED));
        dead.forward(SampleLetters.of("spent", 4, Reason.ATTEMPTS_EXHAUSTED));
        dead.publish(Message.builder(Body.of("native")).id("native").build());
      }
    }
  }

  private Messaging open() {
    return Messaging.builder().provider(EmbeddedProvider.of(broker)).build();
  }

  private int run(String... arguments) {
    InputStream answers = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new DeadLettersCommand(this::open, answers))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Map<String, Object> json() {
    List<String> lines = out.toString().lines().toList();
    return Jsonb.instance().type(Object.class).map().fromJson(lines.get(lines.size() - 1));
  }

  private long in(String queue) {
    try (Messaging messaging = open();
        var subscription = messaging.subscription(queue)) {
      return subscription.peek(null, 100).deliveries().size();
    }
  }

  @Test
  void list_countsByReasonAndHandler() {
    assertThat(run("list", DEAD)).isZero();
    assertThat(out.toString())
        .contains("4 letters of 4 messages, from ", "REJECTED", "NATIVE", "(the broker)", "take");

    assertThat(run("list", DEAD, "--json")).isZero();
    assertThat(json()).containsEntry("letters", 4L).containsEntry("complete", true);
  }

  @Test
  void show_tellsStories_andBodiesOnlyWhenAsked() {
    assertThat(run("show", DEAD, "--id", "one")).isZero();
    assertThat(out.toString())
        .contains("one  ATTEMPTS_EXHAUSTED, by take, 10 attempts", "IllegalStateException: no")
        .doesNotContain("two", "body of one", "acme");

    assertThat(run("show", DEAD, "--reason", "REJECTED", "--bodies")).isZero();
    assertThat(out.toString()).contains("body of two", "tenant: acme");
    assertThat(in(DEAD)).isEqualTo(4);
  }

  @Test
  void redrive_sendsBackWhatIsMeant_andParksWhatHasNoRoundLeft() {
    assertThat(
            run(
                "redrive",
                DEAD,
                "--handler",
                "take",
                "--to",
                ORDERS,
                "--park",
                PARKED,
                "--reason",
                "ATTEMPTS_EXHAUSTED",
                "--yes",
                "--json"))
        .isZero();

    assertThat(json()).containsEntry("redriven", 1L).containsEntry("parked", 1L);
    assertThat(in(ORDERS)).isEqualTo(1);
    assertThat(in(PARKED)).isEqualTo(1);
    assertThat(in(DEAD)).isEqualTo(2);
  }

  @Test
  void redrive_dryRun_needsNobody_andMovesNothing() {
    assertThat(run("redrive", DEAD, "--handler", "take", "--to", ORDERS, "--dry-run")).isZero();
    assertThat(out.toString()).contains("would be: 3 redriven", "1 to be parked");
    assertThat(in(DEAD)).isEqualTo(4);
  }

  @Test
  void park_asksFirst_andMovesNothingWithoutAYes() {
    answer = "n\n";
    assertThat(run("park", DEAD, "--to", PARKED)).isZero();
    assertThat(err.toString()).contains("park dead letters of embedded:orders-dead in ", "[y/N]");
    assertThat(in(PARKED)).isZero();

    answer = "y\n";
    assertThat(run("park", DEAD, "--to", PARKED, "--max", "1")).isZero();
    assertThat(in(PARKED)).isEqualTo(1);
  }

  @Test
  void park_movesWhatIsMeant() {
    assertThat(run("park", DEAD, "--to", PARKED, "--id", "two", "--yes")).isZero();
    assertThat(out.toString()).contains("1 parked");
    assertThat(in(PARKED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redrive embedded:orders-dead --handler take --to embedded:orders",
        "park embedded:orders-dead --to embedded:orders-parked",
        "park embedded:orders-dead --to embedded:orders-parked --max 0 --yes",
        "show embedded:orders-dead --max 0",
        "show embedded:orders-dead --older-than soon",
        "list"
      })
  void wrongOption_orNobodyToAsk_exitsWith2_andMovesNothing(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
    assertThat(in(DEAD)).isEqualTo(4);
  }

  @Test
  void queueThatIsNotThere_failsWithItsName() {
    assertThat(run("list", "embedded:nowhere")).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere");
  }
}
