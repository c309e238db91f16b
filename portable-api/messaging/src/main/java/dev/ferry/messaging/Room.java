package dev.ferry.messaging;

/**
 * What somebody who receives again and again can hold, and comes for at once when it is there.
 *
 * @param messages how many may come by themselves from now on; at least 1
 * @param bytes of what may be out together, what is held included; 0 for no bound
 */
public record Room(int messages, long bytes) {
  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is out of its range
   */
  public Room {
    if (messages < 1 || bytes < 0) {
      throw MessagingException.invalid(
          "receive with room for %d messages of %d bytes: it takes 1 message or more, and 0 bytes or more"
              .formatted(messages, bytes));
    }
  }

  /** Room for so many messages of any size. */
  public static Room of(int messages) {
    return new Room(messages, 0);
  }

  /** The share of each of so many sources, never nothing. */
  public Room sharedBy(int sources) {
    return new Room(Math.max(1, messages / sources), bytes == 0 ? 0 : Math.max(1, bytes / sources));
  }
}
