package dev.ferry.google;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Room;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets messages of one subscription come into the inbox. Safe for several threads. */
interface Puller extends AutoCloseable {
  /** Lets so much more come than is out, for as long as somebody waits. */
  void want(Room room, Duration wait);

  /** Lets no more come until they are wanted again. */
  void rest();

  /** Whether messages come without being asked for. */
  boolean open();

  /**
   * Lets no more come, and waits a little for what is on its way.
   *
   * @throws MessagingException CANCELLED when interrupted
   */
  void drain();

  /** Why nothing comes just now; null where nothing is known to be wrong. */
  @Nullable MessagingException trouble();

  @Override
  void close();
}
