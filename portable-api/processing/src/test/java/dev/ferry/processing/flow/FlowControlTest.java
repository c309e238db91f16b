package dev.ferry.processing.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Timeline;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlowControlTest {
  private final VirtualClock clock = VirtualClock.create();
  private final Timeline timeline = Timeline.of(clock, clock.scheduler());
  private final FlowControl flow = new FlowControl(3, 100);

  @Test
  void room_isWhatIsLeftOfTheMessages() {
    flow.add(1, 10);

    assertThat(flow.room()).isEqualTo(2);
    assertThat(flow.messages()).isEqualTo(1);
    assertThat(flow.bytes()).isEqualTo(10);
  }

  @Test
  void room_isNone_whenTheBytesAreFull_howeverFewMessages() {
    flow.add(1, 99);
    assertThat(flow.room()).isEqualTo(2);

    flow.add(1, 1);
    assertThat(flow.room()).isZero();
  }

  @Test
  void roomThatIsKeptForAReceive_isNobodyElses_andNotInFlight() {
    assertThat(flow.reserve(2)).isEqualTo(2);
    assertThat(flow.reserve(2)).isEqualTo(1);
    assertThat(flow.reserve(2)).isZero();
    assertThat(flow.messages()).isZero();

    flow.add(1, 1);
    flow.giveBack(2);
    assertThat(flow.room()).isEqualTo(1);
  }

  @Test
  void ahead_isWhatIsFetchedAtOnce_wheneverABatchHasRoom() {
    FlowControl wide = new FlowControl(100, 1000);
    assertThat(wide.ahead(10)).isEqualTo(91);

    wide.add(90, 90);
    assertThat(wide.room()).isEqualTo(10);
    assertThat(wide.ahead(10)).isEqualTo(1);

    assertThat(wide.reserve(1)).isEqualTo(1);
    assertThat(wide.ahead(10)).isZero();
  }

  @Test
  void ahead_isABatch_whereNoMoreFits_andNothingOnceTheBytesAreFull() {
    assertThat(flow.ahead(10)).isEqualTo(3);
    flow.add(1, 100);
    assertThat(flow.ahead(10)).isZero();
  }

  @Test
  void room_isNeverNegative() {
    for (int i = 0; i < 5; i++) {
      flow.add(1, 1);
    }

    assertThat(flow.room()).isZero();
  }

  @Test
  void awaitRoom_isOverAtOnceWhereThereIsSome() throws InterruptedException {
    flow.add(1, 99);

    assertThat(flow.awaitRoom(timeline, Duration.ZERO)).isTrue();
  }

  @Test
  void awaitRoomForABatch_isOverWithAWholeOne_orWhenHandlersMayRunDry()
      throws InterruptedException {
    flow.add(1, 1);
    flow.add(1, 1);
    assertThat(flow.awaitRoomFor(2, 2, timeline, Duration.ZERO)).isFalse();
    assertThat(flow.awaitRoomFor(2, 3, timeline, Duration.ZERO)).isTrue();

    flow.remove(1, 1);
    assertThat(flow.awaitRoomFor(2, 1, timeline, Duration.ZERO)).isTrue();
    assertThat(flow.awaitRoomFor(100, 1, timeline, Duration.ZERO)).isFalse();
    flow.remove(1, 1);
    assertThat(flow.awaitRoomFor(100, 0, timeline, Duration.ZERO)).isTrue();
  }

  @Test
  void awaitRoom_endsWhenBytesAreFreed() throws Exception {
    flow.add(1, 100);
    assertThat(flow.awaitRoom(timeline, Duration.ZERO)).isFalse();

    CompletableFuture<Boolean> waiting = waiting(() -> flow.awaitRoom(timeline, hour()));
    flow.remove(1, 100);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void awaitRoom_endsWhenMessagesAreFreed() throws Exception {
    for (int i = 0; i < 3; i++) {
      flow.add(1, 0);
    }
    assertThat(flow.awaitRoom(timeline, Duration.ZERO)).isFalse();

    CompletableFuture<Boolean> waiting = waiting(() -> flow.awaitRoom(timeline, hour()));
    flow.remove(1, 0);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void awaitIdle_needsEveryMessageToBeDone() throws Exception {
    flow.add(1, 0);
    flow.add(1, 0);
    CompletableFuture<Boolean> waiting = waiting(() -> flow.awaitIdle(timeline, hour()));
    flow.remove(1, 0);
    assertThat(flow.awaitIdle(timeline, Duration.ZERO)).isFalse();

    flow.remove(1, 0);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(flow.awaitIdle(timeline, Duration.ZERO)).isTrue();
  }

  private static Duration hour() {
    return Duration.ofHours(1);
  }

  private interface Wait {
    boolean await() throws InterruptedException;
  }

  private static CompletableFuture<Boolean> waiting(Wait wait) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return wait.await();
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          }
        });
  }
}
