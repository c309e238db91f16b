package dev.ferry.cli.cloud.azure;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Azure's SDK from telling a command's user of every link that it opens and closes. */
public final class SdkLog {
  /** Held, since nobody else holds a logger. */
  private static final Logger AZURE = Logger.getLogger("com.azure");

  private SdkLog() {}

  /** From now on it says errors alone; what a caller has to know it throws. */
  public static void quiet() {
    AZURE.setLevel(Level.SEVERE);
  }
}
