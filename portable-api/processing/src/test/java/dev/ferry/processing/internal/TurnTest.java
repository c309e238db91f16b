package dev.ferry.processing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Delivery;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Leave;
import dev.ferry.processing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnTest {
  private final List<Disposition> told = new ArrayList<>();
  private final AtomicInteger interrupts = new AtomicInteger();
  private final Turn turn = new Turn(any(), (delivery, disposition) -> told.add(disposition));

  @Test
  void firstDisposition_isTheOnlyOne() {
    assertThat(turn.decided()).isFalse();
    turn.decide(new Done());
    turn.decide(new Leave(Cause.ABANDONED));

    assertThat(turn.decided()).isTrue();
    assertThat(told).containsExactly(new Done());
  }

  @Test
  void interrupt_reachesTheHandlerThatRuns() {
    turn.running(interrupts::incrementAndGet);
    turn.interrupt();

    assertThat(interrupts).hasValue(1);
  }

  @Test
  void interruptBeforeTheHandlerBegins_reachesItWhenItDoes() {
    turn.interrupt();
    assertThat(interrupts).hasValue(0);

    turn.running(interrupts::incrementAndGet);
    assertThat(interrupts).hasValue(1);
  }

  @Test
  void interruptAfterTheHandler_reachesNobody() {
    turn.running(interrupts::incrementAndGet);
    turn.stopped();
    turn.interrupt();

    assertThat(interrupts).hasValue(0);
  }

  @Test
  void nextBeat_endsWithTheTurn() {
    AtomicInteger cancelled = new AtomicInteger();
    turn.beating(cancelled::incrementAndGet);
    turn.decide(new Done());

    assertThat(cancelled).hasValue(1);
  }

  @Test
  void nextBeat_thatIsSetTooLate_isCancelledAtOnce() {
    AtomicInteger cancelled = new AtomicInteger();
    turn.decide(new Done());
    turn.beating(cancelled::incrementAndGet);

    assertThat(cancelled).hasValue(1);
  }

  private static Delivery any() {
    World world = new World();
    world.publish("any");
    return world.receive().get(0);
  }
}
