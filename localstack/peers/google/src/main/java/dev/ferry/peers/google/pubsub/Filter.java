package dev.ferry.peers.google.pubsub;

import java.util.Map;

/** Which messages a subscription gets, by their attributes. */
interface Filter {
  /** A filter holds at most this many bytes. */
  int MOST_BYTES = 256;

  boolean passes(Map<String, String> attributes);

  /**
   * Reads a filter; an empty text lets everything pass.
   *
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT when it cannot be read
   */
  static Filter parse(String text) {
    return text.isBlank() ? attributes -> true : new FilterParser(text).whole();
  }
}
