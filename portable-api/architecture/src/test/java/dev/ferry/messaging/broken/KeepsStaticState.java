package dev.ferry.messaging.broken;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Breaks a rule in three ways. */
public final class KeepsStaticState {
  static int variable;
  static final AtomicInteger COUNTER = new AtomicInteger();
  static final ConcurrentHashMap<String, String> CACHE = new ConcurrentHashMap<>();

  private KeepsStaticState() {}
}
