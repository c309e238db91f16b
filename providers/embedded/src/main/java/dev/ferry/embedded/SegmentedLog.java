package dev.ferry.embedded;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory: segments of a fixed number of places, each dropped when nothing is left in it,
 * so that one old message holds back one segment and not the log.
 */
final class SegmentedLog implements MessageLog {
  private static final int PLACES = 256;

  private static final class Segment {
    final @Nullable Stored[] places = new Stored[PLACES];
    int kept;
  }

  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private Segment last = new Segment();
  private long end;

  @Override
  public long end() {
    return end;
  }

  @Override
  public void append(Stored stored) {
    int place = (int) (end % PLACES);
    if (place == 0 || last.kept == 0) {
      last = new Segment();
      segments.put(end / PLACES, last);
    }
    last.places[place] = stored;
    last.kept++;
    end++;
  }

  @Override
  public @Nullable Stored ceiling(long sequence) {
    long from = Math.max(0, sequence);
    Map.Entry<Long, Segment> entry = segments.ceilingEntry(from / PLACES);
    while (entry != null) {
      long start = entry.getKey() * PLACES;
      for (int place = (int) Math.max(0, from - start); place < PLACES; place++) {
        Stored stored = entry.getValue().places[place];
        if (stored != null) {
          return stored;
        }
      }
      entry = segments.higherEntry(entry.getKey());
    }
    return null;
  }

  @Override
  public void remove(Stored stored) {
    Segment segment = segments.get(stored.sequence / PLACES);
    int place = (int) (stored.sequence % PLACES);
    if (segment == null || segment.places[place] != stored) {
      return;
    }
    segment.places[place] = null;
    if (--segment.kept == 0) {
      segments.remove(stored.sequence / PLACES);
    }
  }
}
