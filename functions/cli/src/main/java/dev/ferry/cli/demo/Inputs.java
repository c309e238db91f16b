package dev.ferry.cli.demo;

import java.util.Iterator;
import java.util.List;

/** What the demo publishes; the same again each time it is asked. */
interface Inputs {
  /** From the first on. */
  Iterator<Input> iterator();

  /** How many there are. */
  int size();

  /** What was wrong with lines that became poison. */
  List<String> refusedLines();
}
