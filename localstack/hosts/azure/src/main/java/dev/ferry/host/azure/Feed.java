package dev.ferry.host.azure;

/** What listens to a function's trigger. */
interface Feed extends AutoCloseable {
  /** Begins to listen. */
  void start();

  /** Listens no more; waits for what runs, for a while. Idempotent. */
  @Override
  void close();
}
