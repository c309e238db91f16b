package dev.ferry.cli.demo;

import dev.ferry.cli.demo.Account.Audit;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.InMemoryLedger;
import dev.ferry.samples.orders.OrderMessages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the account of a run from what went in, what the ledger says was done, and what lies in
 * dead-letter and park queues; from nothing that the run counted itself.
 *
 * <p>What is expected follows from what was done: an order at its handler; the three subscriptions
 * of OrderPlaced where the order was placed; the two of PaymentTaken where it was paid.
 */
final class Auditor {
  private static final String ROOT = "place-order";

  /** Each subscription, and the handler whose effect sends it a message. */
  private static final Map<String, String> CAUSES =
      Map.of(
          "inventory", ROOT,
          "payment", ROOT,
          "audit-orders", ROOT,
          "notification", "payment",
          "audit-payments", "payment");

  private final Inputs inputs;
  private final InMemoryLedger ledger;
  private final Messaging messaging;
  private final ApplicationPlan plan;
  private final Map<String, Integer> handlers = new HashMap<>();
  private final Map<String, Life> lives = new HashMap<>();

  Auditor(Inputs inputs, InMemoryLedger ledger, Messaging messaging, ApplicationPlan plan) {
    this.inputs = inputs;
    this.ledger = ledger;
    this.messaging = messaging;
    this.plan = plan;
    plan.handlers().forEach(handler -> handlers.put(nameOf(handler), handlers.size()));
  }

  private static String nameOf(HandlerPlan handler) {
    return handler.settings().handler();
  }

  Audit audit() {
    readInputs();
    long[] order = readLedger();
    long deadLettered = readDeadLetters();
    long lost = 0;
    long doubled = 0;
    for (Life life : lives.values()) {
      for (String handler : handlers.keySet()) {
        int had = life.effects(at(handler)) + (life.dead(at(handler)) ? 1 : 0);
        lost += had == 0 && expected(life, handler) ? 1 : 0;
        doubled += had > 1 ? 1 : 0;
      }
    }
    return new Audit(lives.size(), ledger.size(), lost, doubled, deadLettered, order[0], order[1]);
  }

  private int at(String handler) {
    Integer index = handlers.get(handler);
    if (index == null) {
      throw new IllegalStateException("no handler '" + handler + "' in the plan");
    }
    return index;
  }

  private boolean expected(Life life, String handler) {
    String cause = CAUSES.get(handler);
    return cause == null || life.effects(at(cause)) > 0;
  }

  private void readInputs() {
    int sequence = 0;
    for (Iterator<Input> all = inputs.iterator(); all.hasNext(); sequence++) {
      lives.put(all.next().id(), new Life(sequence, handlers.size()));
    }
  }

  /** Counts effects; gives how many came out of order, and the sum of payments. */
  private long[] readLedger() {
    Map<String, Integer> latest = new HashMap<>();
    long[] outOfOrderAndPaid = new long[2];
    Iterator<Entry> entries = ledger.entries().iterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      Life life = life(entry.orderId());
      life.addEffect(at(entry.handler()));
      Integer before =
          latest.merge(entry.handler() + '/' + entry.customerId(), life.sequence, Math::max);
      outOfOrderAndPaid[0] += before > life.sequence ? 1 : 0;
      outOfOrderAndPaid[1] += entry.kind() == Entry.Kind.PAYMENT ? entry.amountCents() : 0;
    }
    return outOfOrderAndPaid;
  }

  private long readDeadLetters() {
    long distinct = 0;
    for (HandlerPlan handler : plan.handlers()) {
      Set<String> ids = new HashSet<>();
      for (Address queue : new Address[] {handler.deadLetters(), handler.parked()}) {
        if (queue != null) {
          readDeadLetters(queue, nameOf(handler), ids);
        }
      }
      distinct += ids.size();
    }
    return distinct;
  }

  private void readDeadLetters(Address queue, String handler, Set<String> ids) {
    try (Subscription subscription = messaging.subscription(queue.toString())) {
      @Nullable String cursor = null;
      do {
        Subscription.Page page = subscription.peek(cursor, 100);
        for (Delivery letter : page.deliveries()) {
          if (ids.add(letter.message().id())) {
            life(orderOf(letter, handler)).addDead(at(handler));
          }
        }
        cursor = page.next();
      } while (cursor != null);
    }
  }

  /** The input that a dead letter goes back to: itself, or the order that its event names. */
  private static String orderOf(Delivery letter, String handler) {
    if (handler.equals(ROOT)) {
      return letter.message().id();
    }
    try {
      return List.of("notification", "audit-payments").contains(handler)
          ? OrderMessages.paymentsTaken().decode(letter.message().body()).orderId()
          : OrderMessages.ordersPlaced().decode(letter.message().body()).orderId();
    } catch (Exception unreadable) {
      throw new IllegalStateException(
          "a dead letter of " + handler + " that is no event: " + letter.message().id(),
          unreadable);
    }
  }

  private Life life(String order) {
    Life life = lives.get(order);
    if (life == null) {
      throw new IllegalStateException("an effect or dead letter of no input: '" + order + "'");
    }
    return life;
  }

  /** What was found of one input. */
  private static final class Life {
    private final int sequence;
    private final byte[] effects;
    private int dead;

    private Life(int sequence, int handlers) {
      this.sequence = sequence;
      this.effects = new byte[handlers];
    }

    private void addEffect(int handler) {
      effects[handler] = (byte) Math.min(Byte.MAX_VALUE, effects[handler] + 1);
    }

    private int effects(int handler) {
      return effects[handler];
    }

    private void addDead(int handler) {
      dead |= 1 << handler;
    }

    private boolean dead(int handler) {
      return (dead & 1 << handler) != 0;
    }
  }
}
