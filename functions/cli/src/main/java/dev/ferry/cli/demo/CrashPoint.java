package dev.ferry.cli.demo;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the demo's process dies, once at each. */
enum CrashPoint {
  /** The record says that somebody runs the message; nobody does. */
  AFTER_CLAIM("after claim"),
  /** What is to be published is staged and the effect is made, but nothing is committed. */
  AFTER_EFFECT("after effect"),
  /** Effect and completion are committed; nothing is published, nobody was told. */
  AFTER_COMPLETE("after complete"),
  /** The dead letter is stored; the record and the broker do not know. */
  AFTER_DEAD_LETTER("after dead-letter send"),
  /** All is done; the broker will deliver it again. */
  BEFORE_ACK("before ack");

  private final String point;

  CrashPoint(String point) {
    this.point = point;
  }

  /** The name under which faults know it. */
  String point() {
    return point;
  }

  /** All names. */
  static Set<String> points() {
    return Arrays.stream(values()).map(CrashPoint::point).collect(Collectors.toUnmodifiableSet());
  }
}
