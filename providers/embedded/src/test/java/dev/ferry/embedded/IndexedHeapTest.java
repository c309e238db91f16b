package dev.ferry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IndexedHeapTest {
  private static final class Ticket extends IndexedHeap.Item {
    int value;
  }

  /** Items are added, moved and taken out; the first is always the least. */
  @Property(tries = 500)
  void first_isTheLeast_whateverIsMovedOrTakenOut(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1000) Integer> steps) {
    Comparator<Ticket> order = Comparator.comparingInt(ticket -> ticket.value);
    IndexedHeap<Ticket> heap = new IndexedHeap<>(order);
    List<Ticket> tickets = new ArrayList<>();
    for (int step : steps) {
      int at = step % (tickets.size() + 1);
      if (at == tickets.size()) {
        tickets.add(new Ticket());
      }
      Ticket ticket = tickets.get(at);
      if (step % 3 == 0) {
        heap.remove(ticket);
        tickets.remove(ticket);
      } else {
        ticket.value = step;
        heap.put(ticket);
      }
      assertThat(heap.items()).containsExactlyInAnyOrderElementsOf(tickets);
      assertThat(heap.peek() == null ? null : heap.peek().value)
          .isEqualTo(tickets.stream().min(order).map(least -> least.value).orElse(null));
    }
  }
}
