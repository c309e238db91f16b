package dev.ferry.samples.orders;

import dev.ferry.processing.Context;

/**
 * What one handler did for one message. Immutable.
 *
 * @param kind what was done
 * @param handler the handler that did it, which is also the name of its subscription
 * @param messageId the message that it did it for
 * @param round the round of the message's life, from 0
 * @param attempt the attempt of that round, from 1
 * @param orderId the order
 * @param customerId whose order it is
 * @param amountCents the order's amount, in hundredths of its currency
 * @param detail what was reserved, said or seen
 */
public record Entry(
    Kind kind,
    String handler,
    String messageId,
    int round,
    int attempt,
    String orderId,
    String customerId,
    long amountCents,
    String detail) {

  /** What was done; each handler does one kind of thing. */
  public enum Kind {
    /** An order was placed. */
    ORDER,
    /** Its stock was reserved. */
    RESERVATION,
    /** Its payment was taken. */
    PAYMENT,
    /** Its customer was told. */
    NOTIFICATION,
    /** It was seen by the audit of orders. */
    ORDER_AUDIT,
    /** Its payment was seen by the audit of payments. */
    PAYMENT_AUDIT
  }

  static Entry of(Kind kind, Context context, Order order, String detail) {
    return of(kind, context, order.orderId(), order.customerId(), order.amountCents(), detail);
  }

  static Entry of(Kind kind, Context context, OrderPlaced order, String detail) {
    return of(kind, context, order.orderId(), order.customerId(), order.amountCents(), detail);
  }

  static Entry of(Kind kind, Context context, PaymentTaken payment, String detail) {
    return of(
        kind, context, payment.orderId(), payment.customerId(), payment.amountCents(), detail);
  }

  private static Entry of(
      Kind kind, Context context, String order, String customer, long amountCents, String detail) {
    return new Entry(
        kind,
        context.handler(),
        context.message().id(),
        context.round(),
        context.attempt(),
        order,
        customer,
        amountCents,
        detail);
  }
}
