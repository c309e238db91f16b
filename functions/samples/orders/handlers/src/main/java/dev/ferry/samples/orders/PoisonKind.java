package dev.ferry.samples.orders;

import dev.ferry.messaging.Body;
import java.nio.charset.StandardCharsets;

/** Ways in which a sender gets an order wrong for good: each goes to the dead letters at once. */
public enum PoisonKind {
  /** The sender stopped in the middle. */
  TRUNCATED_JSON {
    @Override
    Body spoiled(String json) {
      return Body.of(json.substring(0, json.length() * 2 / 3));
    }
  },
  /** The bytes are no UTF-8: a name in Latin-1. */
  INVALID_UTF8 {
    @Override
    Body spoiled(String json) {
      return Body.wrap(
          json.replaceFirst("\"customer\":\"", "$0\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    }
  },
  /** The amount is text. */
  WRONG_TYPE {
    @Override
    Body spoiled(String json) {
      return Body.of(json.replaceFirst("\"amountCents\":(\\d+)", "\"amountCents\":\"$1\""));
    }
  },
  /** Nobody knows whose order it is. */
  MISSING_FIELD {
    @Override
    Body spoiled(String json) {
      return Body.of(json.replaceFirst("\"customerId\":\"[^\"]*\",", ""));
    }
  },
  /** The shop would owe the customer; this can be read, but not be placed. */
  NEGATIVE_AMOUNT {
    @Override
    Body spoiled(String json) {
      return Body.of(json.replaceFirst("\"amountCents\":", "$0-"));
    }
  };

  private static final long SEED = 0xBAD;

  abstract Body spoiled(String json);

  /**
   * A body that is wrong in this way.
   *
   * @param number which one, from 0; each is another
   */
  public Body body(int number) {
    return spoiled(OrderMessages.orders().encode(SampleOrders.order(SEED, number)).utf8());
  }
}
