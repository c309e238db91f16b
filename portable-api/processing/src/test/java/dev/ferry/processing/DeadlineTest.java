package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.FlakyStore.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host's limit: what could not end before it is not begun. */
class DeadlineTest {
  private static final Duration MOMENT = Duration.ofNanos(1);
  private static final Disposition NOT_ATTEMPTED = new Redeliver(Duration.ZERO, Why.NOT_ATTEMPTED);

  private final World world = new World();

  @Test
  void enoughTimeForOneBudget_startsEverythingThatStartsNow() throws InterruptedException {
    assertThat(process(World.BUDGET, (order, context) -> {}))
        .containsExactly(new Done(), new Done(), new Done());
  }

  @Test
  void lessThanOneBudget_startsTheFirstAlways_andNoLaterOne() throws InterruptedException {
    assertThat(process(World.BUDGET.minus(MOMENT), (order, context) -> {}))
        .containsExactly(new Done(), NOT_ATTEMPTED, NOT_ATTEMPTED);
    assertThat(world.hasRecord("o2")).isFalse();
  }

  @Test
  void deadlineInThePast_startsTheFirstAlways() throws InterruptedException {
    world.clock.advance(Duration.ofHours(1));

    assertThat(process(Duration.ofMinutes(-1), (order, context) -> {}))
        .containsExactly(new Done(), NOT_ATTEMPTED, NOT_ATTEMPTED);
  }

  @Test
  void timeThatEarlierOnesUse_isGoneForLaterOnes() throws InterruptedException {
    world.settings.concurrency(1);
    Duration each = Duration.ofSeconds(4);

    assertThat(process(World.BUDGET.plus(each), (order, context) -> world.clock.advance(each)))
        .containsExactly(new Done(), new Done(), NOT_ATTEMPTED);
  }

  @Test
  void claimThatTookTheHandlersTime_isReleasedUntried_andGoesBack() throws InterruptedException {
    claimsTake(World.GRACE.plus(MOMENT));

    assertThat(process(World.BUDGET, (order, context) -> {}))
        .containsExactly(NOT_ATTEMPTED, NOT_ATTEMPTED, NOT_ATTEMPTED);
    assertThat(world.record("o1").state()).isEqualTo(State.RELEASED);
    assertThat(world.record("o1").attempts()).isZero();
  }

  @Test
  void claimThatTookNoMoreThanSettlingMay_startsItsHandler() throws InterruptedException {
    claimsTake(World.GRACE);

    assertThat(process(World.BUDGET, (order, context) -> {}))
        .containsExactly(new Done(), new Done(), new Done());
  }

  @Test
  void claimThatTakesLong_whereThereWasNoTimeBefore_startsTheFirstAlways()
      throws InterruptedException {
    claimsTake(World.LEASE.dividedBy(2));

    assertThat(process(World.BUDGET.minus(MOMENT), (order, context) -> {}))
        .containsExactly(new Done(), NOT_ATTEMPTED, NOT_ATTEMPTED);
  }

  @Test
  void claimThatNobodyHeardOf_isNotAskedForAgain_whenTheTimeIsOver() throws InterruptedException {
    claimsTake(World.GRACE.multipliedBy(2));
    world.store.loseAnswers(Call.CLAIM, 1);

    assertThat(process(World.BUDGET.dividedBy(2), (order, context) -> {})).hasSize(3);
    assertThat(world.store.claimSizes()).hasSize(1);
  }

  private void claimsTake(Duration time) {
    world.store.before(Call.CLAIM, () -> world.clock.advance(time));
  }

  @Test
  void everyBatch_hasADeadlineOfItsOwn() throws InterruptedException {
    Processor processor = world.processor((order, context) -> {});
    for (String id : List.of("o1", "o2")) {
      world.publish(id);
      assertThat(processor.process(world.receive(), world.clock.instant()))
          .containsExactly(new Done());
    }
  }

  @Test
  void emptyBatch_isDoneAtOnce() throws InterruptedException {
    assertThat(world.processor((order, context) -> {}).process(List.of(), Instant.MAX)).isEmpty();
  }

  private List<Disposition> process(Duration left, MessageHandler<String> handler)
      throws InterruptedException {
    world.publish("o1", "o2", "o3");
    return world.processor(handler).process(world.receive(), world.clock.instant().plus(left));
  }
}
