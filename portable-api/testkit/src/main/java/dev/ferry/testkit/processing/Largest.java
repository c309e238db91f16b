package dev.ferry.testkit.processing;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import java.nio.charset.StandardCharsets;

/** A message that leaves no byte and no attribute free. */
final class Largest {
  private Largest() {}

  static Message message(Publisher to) {
    Limits limits = to.capabilities().limits();
    int fits = 0;
    int tooLarge = limits.messageBytes() + 1;
    while (tooLarge - fits > 1) {
      int middle = fits + (tooLarge - fits) / 2;
      if (to.fits(sized(limits, middle))) {
        fits = middle;
      } else {
        tooLarge = middle;
      }
    }
    return sized(limits, fits);
  }

  private static Message sized(Limits limits, int bodyBytes) {
    Message.Builder message =
        Message.builder(Body.wrap("x".repeat(bodyBytes).getBytes(StandardCharsets.US_ASCII)))
            .id("largest");
    int slots = Math.min(limits.attributes() - Limits.RESERVED_ATTRIBUTES, 100);
    for (int slot = 0; slot < slots; slot++) {
      message.attribute("attribute-" + slot, "value");
    }
    return message.build();
  }
}
