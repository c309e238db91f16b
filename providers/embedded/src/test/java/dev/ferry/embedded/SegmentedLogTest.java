package dev.ferry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SegmentedLogTest {
  /**
   * Each step appends some messages and forgets some of the newest, the oldest or all, so that
   * segments are emptied at both ends and in between, also the one that is being filled.
   */
  @Property(tries = 300)
  void log_findsWhatWasAppendedAndNotRemoved(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 400) Integer> steps) {
    SegmentedLog log = new SegmentedLog();
    TreeMap<Long, Stored> kept = new TreeMap<>();
    for (int step : steps) {
      for (int i = 0; i < step; i++) {
        Stored stored = new Stored(Fixture.message("m"), log.end(), 0, log.end(), 0);
        log.append(stored);
        kept.put(stored.sequence, stored);
      }
      for (int i = 0; i < step * 3 / 4 && !kept.isEmpty(); i++) {
        boolean newest = step % 2 == 0;
        Stored gone = newest ? kept.pollLastEntry().getValue() : kept.pollFirstEntry().getValue();
        log.remove(gone);
        log.remove(gone);
      }
      assertSame(log, kept);
    }
    assertThat(log.end()).isEqualTo(steps.stream().mapToInt(Integer::intValue).sum());
  }

  private static void assertSame(SegmentedLog log, NavigableMap<Long, Stored> kept) {
    for (long from = -1; from <= log.end(); from += 5) {
      Map.Entry<Long, Stored> expected = kept.ceilingEntry(from);
      assertThat(log.ceiling(from)).isSameAs(expected == null ? null : expected.getValue());
    }
  }
}
