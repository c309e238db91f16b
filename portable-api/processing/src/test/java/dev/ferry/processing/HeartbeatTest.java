package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.processing.FlakyStore.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Leases that are made longer. Handlers take their time by moving the clock, so that every beat
 * happens on the one thread at its instant.
 */
class HeartbeatTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A third of the broker's lease, which is the shorter one. */
  private static final Duration BEAT = TinyBroker.LEASE.dividedBy(3);

  /** The shortest lease that needs no heartbeat. */
  private static final Duration JUST_ENOUGH = World.BUDGET.plus(World.GRACE.multipliedBy(2));

  private final World world = new World();
  private final Instant start = world.clock.instant();
  private final List<Instant> interrupted = new ArrayList<>();

  @BeforeEach
  void handlersMayTakeTheirTime() {
    world.settings.budget(Duration.ofMinutes(10));
  }

  @Test
  void leasesOfAHandlerThatRuns_areMadeLonger_aThirdAtATime() {
    world.publish("o1");
    world.worker(taking(BEAT.multipliedBy(7))).step();

    List<Settlement.Extend> extended = world.orders().settlements(Settlement.Extend.class);
    assertThat(extended).hasSize(7);
    assertThat(extended).extracting(Settlement.Extend::lease).containsOnly(TinyBroker.LEASE);
    assertThat(renewals()).isEqualTo(7);
    assertThat(world.orders().depth()).isZero();
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void leaseOfTheRecord_setsThePace_whereItIsShorter() {
    world.settings.lease(Duration.ofSeconds(3));
    world.publish("o1");
    world.worker(taking(Duration.ofSeconds(10))).step();

    assertThat(renewals()).isEqualTo(10);
    assertThat(world.record("o1").attempts()).isEqualTo(1);
  }

  @Test
  void leaseOfAMessageThatWaits_isMadeLongerToo() {
    world.settings.concurrency(1);
    world.publish("o1", "o2");
    world.worker(taking(TinyBroker.LEASE.multipliedBy(2))).step();

    assertThat(world.orders().settlements(Settlement.Ack.class)).hasSize(2);
    assertThat(world.orders().depth()).isZero();
  }

  @Test
  void leaseThatHadRunDown_whenItsClaimWasHeardOf_isRenewedBeforeTheHandlerRuns()
      throws InterruptedException {
    claimIsHeardOfLate();
    List<Instant> until = new ArrayList<>();

    assertThat(
            world.processOne(
                world.processor((order, context) -> until.add(world.record("o1").until())), "o1"))
        .isEqualTo(new Disposition.Done());
    assertThat(until).containsExactly(world.clock.instant().plus(JUST_ENOUGH));
    assertThat(renewals()).isEqualTo(1);
  }

  @Test
  void recordThatSomebodyElseHas_whenItsClaimIsHeardOf_isNotRun() throws InterruptedException {
    claimIsHeardOfLate();
    world.store.before(Call.RENEW, () -> world.takeOver("o1"));

    Disposition disposition = world.processOne(world.processor(taking(SECOND)), "o1");
    assertThat(disposition)
        .isInstanceOfSatisfying(
            Disposition.Redeliver.class,
            back -> assertThat(back.why()).isEqualTo(Disposition.Why.IN_PROGRESS));
    assertThat(world.events.kinds()).containsExactly(ProcessingEvent.Kind.IN_PROGRESS);
  }

  /** The answer is lost and comes when it is asked for again, much later. */
  private void claimIsHeardOfLate() {
    world.settings.budget(World.BUDGET).lease(JUST_ENOUGH);
    world.store.before(Call.CLAIM, () -> world.clock.advance(World.GRACE.plus(SECOND)));
    world.store.loseAnswers(Call.CLAIM, 1);
  }

  @Test
  void withoutAHeartbeat_leasesRunOut() {
    world.options = world.options.withHeartbeat(false);
    world.publish("o1");
    world.worker(taking(TinyBroker.LEASE)).step();

    assertThat(world.orders().settlements(Settlement.Extend.class)).isEmpty();
    assertThat(world.store.calls()).doesNotContain(Call.RENEW);
    assertThat(world.orders().depth()).isEqualTo(1);
  }

  @Test
  void batchOfAHost_renewsAClaimThatItsHandlerMayOutlive() throws InterruptedException {
    world.settings.lease(Duration.ofSeconds(3));
    world.publish("o1");

    assertThat(world.processor(taking(Duration.ofSeconds(9))).process(world.receive(), Instant.MAX))
        .containsExactly(new Disposition.Done());

    world.clock.advance(Duration.ofHours(1));
    assertThat(renewals()).isEqualTo(9);
  }

  @Test
  void batchOfAHost_renewsNothing_whereNoHandlerOutlivesItsClaim() throws InterruptedException {
    world.settings.budget(World.BUDGET);
    world.publish("o1");

    world
        .processor((order, context) -> world.clock.advance(Duration.ofSeconds(9)))
        .process(world.receive(), Instant.MAX);

    assertThat(renewals()).isZero();
    assertThat(world.orders().settlements(Settlement.Extend.class)).isEmpty();
  }

  @Test
  void beats_endWithTheMessage() {
    world.publish("o1");
    world.worker(taking(BEAT)).step();
    int renewals = renewals();

    world.clock.advance(Duration.ofHours(1));

    assertThat(renewals()).isEqualTo(renewals);
    assertThat(world.clock.nextTimer()).isEmpty();
  }

  @Test
  void beats_endWithTheWorker() {
    List<Runnable> later = new ArrayList<>();
    world.serving = services -> services.executor(later::add);
    world.publish("o1");
    Worker worker = world.worker(taking(BEAT));
    worker.step();
    world.options = world.options.withDrain(Duration.ZERO);

    Thread.currentThread().interrupt();
    worker.close();
    assertThat(Thread.interrupted()).isTrue();
    later.clear();
    world.clock.advance(Duration.ofMinutes(5));

    assertThat(later).isEmpty();
  }

  @Test
  void beats_goNoFurtherThanBudgetAndGrace() {
    world.settings.budget(Duration.ofSeconds(10)).grace(Duration.ofSeconds(2));
    world.settings.lease(Duration.ofSeconds(3));
    world.publish("o1");
    // The handler is done in time, but what follows takes for ever.
    world.store.before(Call.COMPLETE, () -> world.clock.advance(Duration.ofMinutes(1)));
    world.worker((order, context) -> {}).step();

    assertThat(renewals()).isEqualTo(12);
  }

  @Test
  void handlerThatWouldNotStop_isRenewedNoMore() {
    world.settings.budget(Duration.ofSeconds(10)).grace(Duration.ofSeconds(2));
    world.settings.lease(Duration.ofSeconds(3));
    world.publish("o1");
    world.worker(taking(Duration.ofMinutes(1))).step();

    assertThat(renewals()).isBetween(11, 12);
  }

  @Test
  void recordThatIsSomebodyElsesByNow_interruptsTheHandlerAtTheNextBeat() {
    world.publish("o1");
    world
        .worker(
            (order, context) -> {
              world.takeOver("o1");
              tick(BEAT.multipliedBy(2));
            })
        .step();

    assertThat(interrupted).containsExactly(start.plus(BEAT));
    assertThat(world.orders().settlements(Settlement.Ack.class)).isEmpty();
  }

  @Test
  void storeThatCannotBeReached_interruptsTheHandlerBeforeItsLeaseIsOver() {
    world.publish("o1");
    world.store.down(Call.RENEW);
    world.worker((order, context) -> tick(World.LEASE)).step();

    assertThat(interrupted).containsExactly(start.plus(World.LEASE).minus(BEAT));
  }

  @Test
  void storeThatCannotBeReachedForAWhile_costsNothingWhileTheLeaseLasts() {
    world.publish("o1");
    world
        .worker(
            (order, context) -> {
              tick(BEAT);
              world.store.down(Call.RENEW);
              tick(BEAT.multipliedBy(4));
              world.store.up();
              tick(BEAT.multipliedBy(10));
            })
        .step();

    assertThat(interrupted).isEmpty();
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void storeThatCannotBeReachedAgain_isMeasuredFromTheLastRenewal() {
    world.publish("o1");
    world
        .worker(
            (order, context) -> {
              tick(BEAT.multipliedBy(2));
              world.store.down(Call.RENEW);
              tick(World.LEASE);
            })
        .step();

    assertThat(interrupted)
        .containsExactly(start.plus(BEAT.multipliedBy(2)).plus(World.LEASE).minus(BEAT));
  }

  @Test
  void brokerThatCannotExtend_leavesTheRecordsLeaseToBeRenewed() {
    world.source =
        TinyBroker.with(
            Capabilities.Ordering.NONE,
            Capabilities.DeliveryCount.EXACT,
            false,
            false,
            TinyBroker.limits(TinyBroker.MAX_BYTES, TinyBroker.MAX_BYTES));
    world.publish("o1");
    world.worker((order, context) -> tick(World.LEASE.multipliedBy(2))).step();

    assertThat(interrupted).isEmpty();
    assertThat(world.orders().settlements(Settlement.Extend.class)).isEmpty();
    assertThat(renewals()).isEqualTo(12);
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void extensionThatFailsForNow_isTriedAgainAtTheNextBeat() {
    world.publish("o1");
    world
        .worker(
            (order, context) -> {
              world.orders().failSettlements(true);
              tick(BEAT);
              world.orders().failSettlements(false);
              tick(BEAT.multipliedBy(6));
            })
        .step();

    assertThat(world.orders().settlements(Settlement.Extend.class)).hasSize(7);
    assertThat(world.orders().depth()).isZero();
  }

  @Test
  void leaseThatTheBrokerGaveToSomebodyElse_isExtendedNoMore() {
    world.publish("o1");
    world
        .worker(
            (order, context) -> {
              world.orders().failSettlements(true);
              tick(BEAT.multipliedBy(2));
              world.orders().failSettlements(false);
              tick(BEAT.multipliedBy(5));
            })
        .step();

    // Two that fail for now; the third finds the lease over, and is the last.
    assertThat(world.orders().settlements(Settlement.Extend.class)).hasSize(3);
    assertThat(interrupted).isEmpty();
  }

  @Test
  void handlerThatCommitsItsCompletion_isNotInterruptedAfterwards() {
    world.publish("o1");
    world
        .worker(
            (order, context) -> {
              context.completion().unwrap(InMemoryCommit.class).orElseThrow().commit(() -> {});
              tick(BEAT.multipliedBy(3));
            })
        .step();

    assertThat(interrupted).isEmpty();
    assertThat(world.orders().depth()).isZero();
  }

  private int renewals() {
    return Collections.frequency(world.store.calls(), Call.RENEW);
  }

  private MessageHandler<String> taking(Duration time) {
    return (order, context) -> tick(time);
  }

  /** Takes time, a second at a time, and notes when it is interrupted. */
  private void tick(Duration time) {
    for (Duration left = time; !left.isZero(); left = left.minus(SECOND)) {
      world.clock.advance(SECOND);
      if (Thread.interrupted()) {
        interrupted.add(world.clock.instant());
      }
    }
  }
}
