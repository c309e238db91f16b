package dev.ferry.operations;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts letters, the copies of one message once: as the one of the highest round. One thread. */
final class Census {
  private final @Nullable String handler;
  private final int memory;
  private final Map<String, Person> people = new HashMap<>();
  private long letters;
  private boolean complete = true;

  Census(@Nullable String handler, int memory) {
    this.handler = handler;
    this.memory = memory;
  }

  void count(DeadLetter letter) {
    letters++;
    String key = Sent.key(handler, letter);
    if (people.size() < memory || people.containsKey(key)) {
      people.merge(key, Person.of(letter), Person::latest);
    } else {
      complete = false;
    }
  }

  /** Not every letter was looked at. */
  void incomplete() {
    complete = false;
  }

  DeadLetterSummary summary(boolean deliveriesCounted) {
    return new DeadLetterSummary(
        letters,
        people.size(),
        by(Person::reason),
        by(Person::handler),
        since().min(Comparator.naturalOrder()).orElse(null),
        since().max(Comparator.naturalOrder()).orElse(null),
        complete,
        deliveriesCounted);
  }

  private Stream<Instant> since() {
    return people.values().stream().map(Person::deadSince);
  }

  private NavigableMap<String, Long> by(Function<Person, String> trait) {
    return people.values().stream()
        .collect(Collectors.groupingBy(trait, TreeMap::new, Collectors.counting()));
  }

  /** What is remembered of a message: its latest letter. */
  private record Person(int round, String reason, String handler, Instant deadSince) {
    static Person of(DeadLetter letter) {
      return new Person(
          letter.round(), letter.reason(), letter.envelope().handler(), letter.deadSince());
    }

    Person latest(Person other) {
      return other.round > round ? other : this;
    }
  }
}
