package dev.ferry.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VirtualClockPropertyTest {
  private record Run(int timer, long atMillis) {}

  /** A clock with timers that note when they run; a new one for each try. */
  private static final class Simulation {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.EPOCH);
    private final List<Future<?>> timers = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    private Simulation(List<Integer> delays) {
      ScheduledExecutorService scheduler = clock.scheduler();
      for (int i = 0; i < delays.size(); i++) {
        int timer = i;
        Runnable task = () -> runs.add(new Run(timer, clock.millis()));
        timers.add(scheduler.schedule(task, delays.get(i), MILLISECONDS));
      }
    }
  }

  @Property
  void timers_runOnceInOrderAtTheirInstant_howeverTheTimeIsCut(
      @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> delays,
      @ForAll @Size(max = 10) List<@IntRange(max = 10) Integer> spans) {
    Simulation simulation = new Simulation(delays);

    spans.forEach(span -> simulation.clock.advance(Duration.ofMillis(span)));
    simulation.clock.advanceTo(Instant.EPOCH.plusMillis(100));

    assertThat(simulation.runs).isEqualTo(expected(delays, Set.of()));
  }

  @Property
  void timers_cancelled_neverRunAndStopNoOther(
      @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> delays,
      @ForAll Set<@IntRange(max = 59) Integer> cancelled) {
    Simulation simulation = new Simulation(delays);
    for (int timer = 0; timer < delays.size(); timer++) {
      if (cancelled.contains(timer)) {
        simulation.timers.get(timer).cancel(true);
      }
    }

    while (simulation.clock.advanceToNextTimer()) {
      long now = simulation.clock.millis();
      assertThat(simulation.runs).last().extracting(Run::atMillis).isEqualTo(now);
    }

    assertThat(simulation.runs).isEqualTo(expected(delays, cancelled));
  }

  private static List<Run> expected(List<Integer> delays, Set<Integer> cancelled) {
    List<Run> expected = new ArrayList<>();
    for (int timer = 0; timer < delays.size(); timer++) {
      if (!cancelled.contains(timer)) {
        expected.add(new Run(timer, delays.get(timer)));
      }
    }
    // A stable sort: equal instants stay in the order of submission.
    expected.sort(Comparator.comparing(Run::atMillis));
    return expected;
  }
}
