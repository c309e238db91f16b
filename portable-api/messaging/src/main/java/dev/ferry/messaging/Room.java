package dev.ferry.messaging;

/**
 * What somebody who receives again and again can hold, and comes for at once when it is there.
 *
 * @param messages how many may come by themselves from now on; at least 1
 * @param bytes of what may be out together, what is held included; 0 for no bound
 */
public record Room(int messages, long bytes) {
  /** Room for so many messages of any size. */
  public static Room of(int messages) {
    return new Room(messages, 0);
  }

  /** The share of each of so many sources, never nothing. */
  public Room sharedBy(int sources) {
    return new Room(Math.max(1, messages / sources), bytes == 0 ? 0 : Math.max(1, bytes / sources));
  }
}
