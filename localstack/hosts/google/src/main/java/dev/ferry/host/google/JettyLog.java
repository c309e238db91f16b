package dev.ferry.host.google;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Jetty from saying at every start that it started. */
final class JettyLog {
  /** Held, since nobody else holds a logger. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private JettyLog() {}

  /** From now on it says only what somebody may have to look at. */
  static void quiet() {
    JETTY.setLevel(Level.WARNING);
  }
}
