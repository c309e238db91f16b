package dev.ferry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SegmentedLogTest {
  @Property(tries = 200)
  void log_findsWhatWasAppendedAndNotRemoved(
      @ForAll @IntRange(min = 0, max = 1500) int appended,
      @ForAll List<@IntRange(min = 0, max = 1499) Integer> removed) {
    SegmentedLog log = new SegmentedLog();
    TreeMap<Long, Stored> kept = new TreeMap<>();
    for (int i = 0; i < appended; i++) {
      Stored stored = new Stored(Fixture.message("m" + i), log.end(), 0, i, i);
      log.append(stored);
      kept.put(stored.sequence, stored);
    }
    for (int sequence : removed) {
      Stored gone = kept.remove((long) sequence);
      if (gone != null) {
        log.remove(gone);
        log.remove(gone);
      }
    }

    assertThat(log.end()).isEqualTo(appended);
    for (long from = -1; from <= appended; from += 7) {
      Map.Entry<Long, Stored> expected = kept.ceilingEntry(from);
      assertThat(log.ceiling(from)).isSameAs(expected == null ? null : expected.getValue());
    }
  }

  @Property(tries = 20)
  void log_goesOnAfterEverythingWasRemoved(@ForAll @IntRange(min = 1, max = 600) int first) {
    SegmentedLog log = new SegmentedLog();
    for (int i = 0; i < first; i++) {
      Stored stored = new Stored(Fixture.message("m"), log.end(), 0, i, i);
      log.append(stored);
      log.remove(stored);
    }

    Stored next = new Stored(Fixture.message("m"), log.end(), 0, first, first);
    log.append(next);

    assertThat(log.ceiling(0)).isSameAs(next);
    assertThat(next.sequence).isEqualTo(first);
  }
}
