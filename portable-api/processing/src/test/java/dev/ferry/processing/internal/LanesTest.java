package dev.ferry.processing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Delivery;
import dev.ferry.processing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Delivery ANY = any();

  private final Map<Place, String> names = new HashMap<>();

  private final Lanes lanes = new Lanes(2);

  @Test
  void firstOfEachLane_starts_whileThereAreSlots() {
    add("a1", "b1", "c1");

    assertThat(names(lanes.start())).containsExactly("a1", "b1");
    assertThat(lanes.start()).isEmpty();
  }

  @Test
  void nextOfALane_startsWhenTheOneBeforeItLeaves_beforeOtherLanes() {
    Place a1 = add("a1", "a2", "b1", "c1").get(0);
    lanes.start();

    Lanes.Left left = lanes.leave(a1, true);

    assertThat(left.goBack()).isEmpty();
    assertThat(names(left.starting())).containsExactly("a2");
  }

  @Test
  void laneThatStops_givesItsOthersBack_inTheirOrder_andMakesRoom() {
    Place a1 = add("a1", "a2", "b1", "a3", "c1").get(0);
    lanes.start();

    Lanes.Left left = lanes.leave(a1, false);

    assertThat(names(left.goBack())).containsExactly("a2", "a3");
    assertThat(names(left.starting())).containsExactly("c1");
  }

  @Test
  void laneThatStopped_isFreeAgain() {
    Place a1 = add("a1", "a2").get(0);
    lanes.start();
    lanes.leave(a1, false);
    add("a3");

    assertThat(names(lanes.start())).containsExactly("a3");
  }

  @Test
  void laneThatIsDone_isFreeAgain() {
    Place a1 = add("a1").get(0);
    lanes.start();
    lanes.leave(a1, true);
    add("a2");

    assertThat(names(lanes.start())).containsExactly("a2");
  }

  @Test
  void leavingTwice_freesOneSlot() {
    List<Place> places = add("a1", "b1", "c1", "d1");
    lanes.start();

    assertThat(names(lanes.leave(places.get(0), true).starting())).containsExactly("c1");
    Lanes.Left again = lanes.leave(places.get(0), false);
    assertThat(again.starting()).isEmpty();
    assertThat(again.goBack()).isEmpty();
  }

  @Test
  void closed_givesEverybodyBackThatWaits_andTakesNobodyMore() {
    Place a1 = add("a1", "a2", "b1", "c1", "c2").get(0);
    lanes.start();

    assertThat(names(lanes.close())).containsExactlyInAnyOrder("a2", "c1", "c2");
    assertThat(lanes.closed()).isTrue();
    assertThat(lanes.add(List.of(place("d1")))).isFalse();
    assertThat(lanes.start()).isEmpty();
    Lanes.Left left = lanes.leave(a1, true);
    assertThat(left.starting()).isEmpty();
    assertThat(left.goBack()).isEmpty();
    assertThat(lanes.close()).isEmpty();
  }

  @Test
  void closed_keepsTheOrderOfALane() {
    add("a1", "b1", "c1", "c2", "c3");
    lanes.start();

    assertThat(names(lanes.close())).containsSubsequence("c1", "c2", "c3");
  }

  /** Any arrivals and departures: one of a lane at a time, in order, all slots used, none lost. */
  @Property
  void anyHistory_keepsTheRules(
      @ForAll @IntRange(min = 1, max = 5) int slots,
      @ForAll @IntRange(min = 1, max = 6) int keys,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Lanes some = new Lanes(slots);
    int[] arrived = new int[keys];
    int[] next = new int[keys];
    Deque<Place> running = new ArrayDeque<>();
    int gone = 0;
    for (int step = 0; step < 200; step++) {
      List<Place> starting;
      if (running.isEmpty() || random.nextInt(3) == 0) {
        int key = random.nextInt(keys);
        some.add(List.of(place(key + "-" + arrived[key]++, "" + key)));
        starting = some.start();
      } else {
        Place leaves = running.remove();
        Lanes.Left left = some.leave(leaves, random.nextInt(4) > 0);
        for (Place back : left.goBack()) {
          assertThat(number(back)).isEqualTo(next[key(back)]++);
        }
        gone += 1 + left.goBack().size();
        starting = left.starting();
      }
      for (Place start : starting) {
        assertThat(number(start)).isEqualTo(next[key(start)]++);
        running.add(start);
      }
      assertThat(running).hasSizeLessThanOrEqualTo(slots);
      Set<String> lanesRunning = new HashSet<>();
      running.forEach(place -> lanesRunning.add(place.lane()));
      assertThat(lanesRunning).hasSameSizeAs(running);
    }
    int total = Arrays.stream(arrived).sum();
    int waiting = some.close().size();
    assertThat(gone + running.size() + waiting).isEqualTo(total);
    assertThat(running.size() == slots || waiting == waitingBehind(running, arrived, next))
        .isTrue();
  }

  /** How many wait in lanes of which one runs: only for those there may be slots to spare. */
  private static int waitingBehind(Deque<Place> running, int[] arrived, int[] next) {
    return running.stream().mapToInt(place -> arrived[key(place)] - next[key(place)]).sum();
  }

  private static int key(Place place) {
    return Integer.parseInt(place.lane());
  }

  private int number(Place place) {
    String name = names.getOrDefault(place, "");
    return Integer.parseInt(name.substring(name.indexOf('-') + 1));
  }

  private List<Place> add(String... names) {
    List<Place> places = new ArrayList<>();
    for (String name : names) {
      places.add(place(name));
    }
    assertThat(lanes.add(places)).isTrue();
    return places;
  }

  private Place place(String name) {
    return place(name, name.substring(0, 1));
  }

  private Place place(String name, String lane) {
    Turn turn = new Turn(ANY, (delivery, disposition) -> {});
    Place place =
        new Place(turn, lane, new DeadlineGuard(Instant.MAX, Duration.ofSeconds(1), Duration.ZERO));
    names.put(place, name);
    return place;
  }

  private List<String> names(List<Place> places) {
    return places.stream().map(place -> names.getOrDefault(place, "?")).toList();
  }

  private static Delivery any() {
    World world = new World();
    world.publish("any");
    return world.receive().get(0);
  }
}
