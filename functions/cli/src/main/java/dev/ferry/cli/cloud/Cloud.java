package dev.ferry.cli.cloud;

import dev.ferry.cli.command.Named;
import dev.ferry.cli.packaging.Layout;
import dev.ferry.topology.Host;
import java.io.IOException;

/**
 * A cloud, or what answers as one does, for as long as a command needs it. Found by ServiceLoader;
 * stateless: its constructor opens nothing.
 */
public interface Cloud extends Named {
  /** Whose rules a topology has to keep here. */
  Host host();

  /** How packages of functions are laid out here. */
  Layout layout();

  /**
   * Opens it, lets somebody use it, and closes whatever was opened. Blocks for as long, and for the
   * servers that have to be started.
   *
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION where it cannot be had; the
   *     text says why
   */
  <T> T during(CloudOptions options, Use<T> use) throws IOException, InterruptedException;

  /** What is done there. */
  interface Use<T> {
    /** Does it; the place is gone afterwards. */
    T of(Place place) throws IOException, InterruptedException;
  }
}
