package dev.ferry.messaging;

import dev.ferry.messaging.spi.OutboundMessage;
import java.nio.charset.StandardCharsets;

/** Counts bytes by encoding, as a broker would. */
final class Sizes {
  private Sizes() {}

  static long of(OutboundMessage message, int overhead) {
    long size = message.body().toByteArray().length;
    for (var attribute : message.attributes().entrySet()) {
      size +=
          attribute.getKey().getBytes(StandardCharsets.UTF_8).length
              + attribute.getValue().getBytes(StandardCharsets.UTF_8).length
              + overhead;
    }
    return size;
  }
}
