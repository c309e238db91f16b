package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Faults;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The entities of a namespace under one lock: the wire's thread holds it for each event, others
 * while they make, remove or count.
 */
final class Broker {
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Queue> changed = new LinkedHashSet<>();
  private final Entities entities;
  private final Faults faults;

  Broker(InstantSource clock, Faults faults) {
    this.faults = faults;
    this.entities = new Entities(new Surroundings(clock, faults, changed::add));
  }

  /** Does something while nobody else does anything. */
  <T> T guarded(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** The entities, for whoever is guarded. */
  Entities entities() {
    return entities;
  }

  Faults faults() {
    return faults;
  }

  /** Takes the queues that may have something for their receivers. */
  List<Queue> pollChanged() {
    List<Queue> queues = new ArrayList<>(changed);
    changed.clear();
    return queues;
  }
}
