package dev.ferry.topology;

/** An environment variable of every function. */
public sealed interface Variable {

  /** Said in the file. */
  record Plain(String value) implements Variable {}

  /**
   * Kept by the cloud's secret store and read at start; the file has only its name.
   *
   * @param name the name of the secret, without the prefix
   */
  record Secret(String name) implements Variable {}
}
