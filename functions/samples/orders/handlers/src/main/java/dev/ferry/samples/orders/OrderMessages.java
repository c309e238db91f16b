package dev.ferry.samples.orders;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.samples.orders.json.JsonCodec;

/**
 * The messages of the sample: JSON, keyed by customer; events say their type in an attribute, by
 * which the broker filters.
 */
public final class OrderMessages {
  /** The attribute that says an event's type. */
  public static final String TYPE = "type";

  private static final Codec<Order> ORDER = JsonCodec.of(Order.class);
  private static final Codec<OrderPlaced> ORDER_PLACED = JsonCodec.of(OrderPlaced.class);
  private static final Codec<PaymentTaken> PAYMENT_TAKEN = JsonCodec.of(PaymentTaken.class);

  private OrderMessages() {}

  /** Reads orders. */
  public static Codec<Order> orders() {
    return ORDER;
  }

  /** Reads events of type OrderPlaced. */
  public static Codec<OrderPlaced> ordersPlaced() {
    return ORDER_PLACED;
  }

  /** Reads events of type PaymentTaken. */
  public static Codec<PaymentTaken> paymentsTaken() {
    return PAYMENT_TAKEN;
  }

  /** An order for the queue of orders; the message's id is the order's. */
  public static Message of(Order order) {
    return keyed(ORDER.encode(order), order.customerId()).id(order.orderId()).build();
  }

  /** An event for the topic of events. */
  static Message of(OrderPlaced event) {
    return keyed(ORDER_PLACED.encode(event), event.customerId())
        .attribute(TYPE, "OrderPlaced")
        .build();
  }

  /** An event for the topic of events. */
  static Message of(PaymentTaken event) {
    return keyed(PAYMENT_TAKEN.encode(event), event.customerId())
        .attribute(TYPE, "PaymentTaken")
        .build();
  }

  private static Message.Builder keyed(Body body, String customerId) {
    return Message.builder(body).contentType(ORDER.contentType()).orderingKey(customerId);
  }
}
