package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SqsCalls;
import dev.ferry.aws.SqsVisibility;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.Timeline;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeasesTest {
  private static final QueueArn QUEUE = QueueArn.parse(LocalSqs.arn("leases"));

  private final LocalSqs sqs = new LocalSqs();
  private final Calls calls = new Calls(SqsCalls.of(sqs.client()));
  private final VirtualClock clock = VirtualClock.create();
  private final List<ErrorCode> failures = new ArrayList<>();
  private final Leases leases =
      new Leases(
          () -> calls,
          queue -> queue.url(sqs.endpoint().toString()),
          new MessagingListener() {
            @Override
            public void settleFailed(String channel, Verb verb, ErrorCode code) {
              failures.add(code);
            }
          },
          Timeline.of(clock, clock.scheduler()));

  @AfterEach
  void stopQueues() {
    sqs.close();
  }

  private static List<SqsVisibility> changes(int count) {
    return IntStream.range(0, count).mapToObj(i -> new SqsVisibility("r" + i, 0)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S, 0",
    "PT0.001S, PT0S, 1",
    "PT1S, PT0S, 1",
    "PT1.5S, PT0S, 2",
    "PT5M, PT10M, 300",
    "PT12H, PT0S, 42840",
    "PT12H, PT10M, 42240",
    "PT1H, PT12H, 0"
  })
  void delay_isNeverShorterThanAsked_andEndsWithinTwelveHoursOfTheReceive(
      Duration after, Duration held, int seconds) {
    assertThat(Leases.seconds(after, held)).isEqualTo(seconds);
  }

  @Test
  void changeThatFails_isCounted_andFailsNothing() {
    leases.change(QUEUE, changes(3), Instant.MAX);

    assertThat(failures).hasSize(3);
  }

  @Test
  void limit_isKept_whateverIsStillToBeSaid() {
    leases.change(QUEUE, changes(30), clock.instant());

    assertThat(calls.changes).isEmpty();
  }
}
