package dev.ferry.embedded;

import dev.ferry.messaging.MessagingException;

/** Where the next page of a peek begins, as text. */
final class Cursors {
  private Cursors() {}

  static String print(long sequence) {
    return Long.toString(sequence);
  }

  static long parse(String queue, String cursor) {
    try {
      return Long.parseUnsignedLong(cursor);
    } catch (NumberFormatException noCursor) {
      throw MessagingException.invalid(
          "peek at '" + queue + "': '" + cursor + "' is no cursor; use what the last page gave");
    }
  }
}
