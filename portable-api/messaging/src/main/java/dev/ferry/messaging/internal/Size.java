package dev.ferry.messaging.internal;

import dev.ferry.messaging.Body;
import java.util.Map;

/** How large messages are as a broker counts them. */
public final class Size {
  private Size() {}

  /**
   * The bytes of a body with its attributes.
   *
   * @param overheadBytes what the broker counts for each attribute beside name and value
   */
  public static long bytes(Body body, Map<String, String> attributes, int overheadBytes) {
    long size = body.sizeBytes();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      size +=
          (long) Text.utf8Bytes(attribute.getKey())
              + Text.utf8Bytes(attribute.getValue())
              + overheadBytes;
    }
    return size;
  }
}
