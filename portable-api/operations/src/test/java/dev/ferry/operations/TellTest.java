package dev.ferry.operations;

import static dev.ferry.operations.DeadLetterFilter.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.Message;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.simulation.SimulatedCrash;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Letters of the broker's own, which get their envelope where they lie. */
class TellTest {
  private static final DeadLetterFilter NONE = letter -> false;

  private final Desk desk = new Desk();

  private static DeadLetters telling(Desk desk) {
    return desk.builder("dlq").tellTo(desk.messaging.publisher("mem:dlq")).build();
  }

  private Envelope envelopeOf(Message message) {
    return Envelope.read(message).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Peek.class)
  void nativeLetterThatStays_isReplacedByACopyWithItsEnvelope(Peek peek) {
    Desk on = new Desk(peek);
    on.nativelyDead("a", 2);
    on.dead("b");

    RedriveResult result = telling(on).redrive(RedriveRequest.of(NONE));

    assertThat(result.told()).isEqualTo(1);
    assertThat(result.moved()).isZero();
    List<DeadLetter> left = on.letters().peekWithMessages(DeadLetterFilter.all(), 9).letters();
    assertThat(left).extracting(DeadLetter::id).containsExactlyInAnyOrder("a", "b");
    DeadLetter letter = left.stream().filter(id("a")::matches).findFirst().orElseThrow();
    assertThat(letter.round()).isEqualTo(3);
    Message told = Objects.requireNonNull(letter.message());
    assertThat(envelopeOf(told).summary().reason()).isEqualTo("NATIVE");
    assertThat(envelopeOf(told).chain()).isEmpty();
    assertThat(told.body()).isEqualTo(Body.of("body of a"));
  }

  @Test
  void toldLetter_isOneAsLongAsItWas_andIsNotToldAgain() {
    desk.nativelyDead("a", 0);
    desk.clock.advance(Duration.ofDays(1));
    telling(desk).redrive(RedriveRequest.of(NONE));
    desk.clock.advance(Duration.ofDays(1));

    assertThat(telling(desk).redrive(RedriveRequest.of(NONE)).told()).isZero();
    DeadLetter letter = desk.letters().peek(id("a"), 1).letters().get(0);
    assertThat(letter.age()).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void toldLetter_goesBackInTheRoundThatItWouldHaveBegun_withoutItsEnvelope() {
    desk.nativelyDead("a", 1);
    telling(desk).redrive(RedriveRequest.of(NONE));

    assertThat(telling(desk).redrive(RedriveRequest.all()).redriven()).isEqualTo(1);

    assertThat(desk.lives("orders")).containsExactly("a@2");
    assertThat(desk.messages("orders").get(0).notes()).isEmpty();
  }

  @Test
  void letterAndItsCopy_afterACrashBetweenTheTwo_areFolded() {
    desk.nativelyDead("a", 0);
    desk.broker.beforeSettle =
        settlement -> {
          throw new SimulatedCrash("before the letter is acknowledged");
        };
    try {
      RedriveResult unused = telling(desk).redrive(RedriveRequest.of(NONE));
    } catch (SimulatedCrash crash) {
      desk.clock.advance(MemoryBroker.LEASE);
    }
    desk.broker.beforeSettle = settlement -> {};
    assertThat(desk.lives("dlq")).hasSize(2);

    RedriveResult result = telling(desk).redrive(RedriveRequest.all());

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.folded()).isEqualTo(1);
    assertThat(desk.lives("orders")).containsExactly("a@1");
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void letterThatGoesBack_orIsParked_isNotToldBefore() {
    desk.nativelyDead("a", 0);
    desk.nativelyDead("b", 9);
    DeadLetters letters =
        desk.builder("dlq")
            .parkTo(desk.messaging.publisher("mem:park"))
            .tellTo(desk.messaging.publisher("mem:dlq"))
            .build();

    RedriveResult result = letters.redrive(RedriveRequest.all());

    assertThat(result.told()).isZero();
    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.parked()).isEqualTo(1);
  }

  @Test
  void letterWithoutRoom_orWithMalformedMetadata_staysAsItIs() {
    desk.foreign("dlq", Map.of("filler", "x".repeat(9_990)));
    desk.foreign("dlq", Map.of("ferry", "%%%"));

    RedriveResult result = telling(desk).redrive(RedriveRequest.of(NONE));

    assertThat(result.told()).isZero();
    assertThat(desk.messages("dlq")).hasSize(2).allMatch(one -> one.notes().isEmpty());
  }

  @Test
  void dryRun_tellsNothing_andSaysWhatItWould() {
    desk.nativelyDead("a", 0);

    RedriveResult result =
        telling(desk).redrive(RedriveRequest.builder().filter(NONE).dryRun().build());

    assertThat(result.told()).isEqualTo(1);
    assertThat(Envelope.read(desk.messages("dlq").get(0))).isEmpty();
  }

  @Test
  void deduplicationId_isItsOwn_andTheSameWhenRepeated() {
    Set<String> ids = new HashSet<>();
    desk.nativelyDead("a", 0);
    desk.nativelyDead("a", 0);
    desk.broker.beforeSend = message -> ids.add(message.deduplicationId());
    telling(desk).redrive(RedriveRequest.of(NONE));
    assertThat(ids).hasSize(1);

    desk.dead("a", 2, Reason.EXPIRED);
    telling(desk).redrive(RedriveRequest.all());
    assertThat(ids).hasSize(3);
  }

  @Test
  void underAnyFaults_everyLetterIsTold_andNoneIsLost() {
    for (long seed = 0; seed < 60; seed++) {
      Desk on = new Desk();
      Random random = new Random(seed);
      for (int i = 0; i < 12; i++) {
        on.nativelyDead("order-" + i, random.nextInt(3));
      }
      on.broker.beforeReceive = queue -> fail(random, 0.1);
      on.broker.beforeSend = message -> fail(random, 0.2);
      on.broker.afterSend = message -> fail(random, 0.2);
      on.broker.beforeSettle = settlement -> fail(random, 0.2);
      for (int runs = 0; runs < 500 && untold(on); runs++) {
        try {
          RedriveResult unused = telling(on).redrive(RedriveRequest.of(NONE));
        } catch (SimulatedCrash crash) {
          on.clock.advance(MemoryBroker.LEASE);
        }
        on.clock.advance(MemoryBroker.LEASE);
      }
      assertThat(untold(on)).as("untold, seed %s", seed).isFalse();
      assertThat(on.messages("dlq").stream().map(Message::id).distinct())
          .as("seed %s", seed)
          .hasSize(12);
    }
  }

  private static boolean untold(Desk on) {
    List<Message> letters = on.messages("dlq");
    return letters.stream().anyMatch(one -> Envelope.read(one).isEmpty());
  }

  private static void fail(Random random, double probability) {
    double dice = random.nextDouble();
    if (dice < probability / 4) {
      throw new SimulatedCrash("here");
    }
    if (dice < probability) {
      throw Desk.unavailable();
    }
  }
}
