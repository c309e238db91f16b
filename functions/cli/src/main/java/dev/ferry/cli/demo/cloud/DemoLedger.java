package dev.ferry.cli.demo.cloud;

import dev.ferry.samples.orders.Entry;
import java.util.Map;
import java.util.stream.Stream;

/** What the order system's functions have done, as an auditor reads it. */
public interface DemoLedger extends AutoCloseable {
  /** The variables by which functions find it. */
  Map<String, String> variables();

  /** Every entry, in the order in which they were made as far as clocks tell. */
  Stream<Entry> entries();

  /** Removes it, with all it holds. */
  @Override
  void close();
}
