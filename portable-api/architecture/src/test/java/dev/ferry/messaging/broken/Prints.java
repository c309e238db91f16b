package dev.ferry.messaging.broken;

/** Breaks a rule by writing where only a program may. */
public final class Prints {
  void print() {
    System.out.println("printed");
  }
}
