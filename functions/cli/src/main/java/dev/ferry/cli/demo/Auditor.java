package dev.ferry.cli.demo;

import dev.ferry.cli.demo.Account.Audit;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.operations.DeadLetter;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.OrderMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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
  private final Stream<Entry> ledger;
  private final ApplicationPlan plan;
  private final Function<Address, List<DeadLetter>> letters;
  private final Map<String, Integer> handlers = new HashMap<>();
  private final Map<String, Life> lives = new HashMap<>();
  private final List<Story> stories = new ArrayList<>();

  /**
   * An auditor.
   *
   * @param ledger every entry, in the order in which they were made
   * @param letters looks into a dead-letter or park queue
   */
  Auditor(
      Inputs inputs,
      Stream<Entry> ledger,
      ApplicationPlan plan,
      Function<Address, List<DeadLetter>> letters) {
    this.inputs = inputs;
    this.ledger = ledger;
    this.plan = plan;
    this.letters = letters;
    plan.handlers().forEach(handler -> handlers.put(nameOf(handler), handlers.size()));
  }

  private static String nameOf(HandlerPlan handler) {
    return handler.settings().handler();
  }

  Audit audit() {
    readInputs();
    Effects done = readLedger();
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
    return new Audit(
        lives.size(),
        done.entries,
        lost,
        doubled,
        deadLettered,
        stories.stream().filter(story -> !story.complete()).count(),
        done.outOfOrder,
        done.paidCents);
  }

  /** What the dead letters say that the audit has found, in the order of their handlers. */
  List<Story> stories() {
    return List.copyOf(stories);
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

  private Effects readLedger() {
    Effects done = new Effects();
    Map<String, Integer> latest = new HashMap<>();
    ledger.forEach(
        entry -> {
          Life life = life(entry.orderId());
          life.addEffect(at(entry.handler()));
          Integer before =
              latest.merge(entry.handler() + '/' + entry.customerId(), life.sequence, Math::max);
          done.entries++;
          done.outOfOrder += before > life.sequence ? 1 : 0;
          done.paidCents += entry.kind() == Entry.Kind.PAYMENT ? entry.amountCents() : 0;
        });
    return done;
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
    for (DeadLetter letter : letters.apply(queue)) {
      if (ids.add(letter.id())) {
        life(orderOf(letter, handler)).addDead(at(handler));
        stories.add(Story.of(handler, letter));
      }
    }
  }

  /** The input that a dead letter goes back to: itself, or the order that its event names. */
  private static String orderOf(DeadLetter letter, String handler) {
    if (handler.equals(ROOT)) {
      return letter.id();
    }
    Body body = Objects.requireNonNull(letter.message()).body();
    try {
      return List.of("notification", "audit-payments").contains(handler)
          ? OrderMessages.paymentsTaken().decode(body).orderId()
          : OrderMessages.ordersPlaced().decode(body).orderId();
    } catch (Exception unreadable) {
      throw new IllegalStateException(
          "a dead letter of " + handler + " that is no event: " + letter.id(), unreadable);
    }
  }

  private Life life(String order) {
    Life life = lives.get(order);
    if (life == null) {
      throw new IllegalStateException("an effect or dead letter of no input: '" + order + "'");
    }
    return life;
  }

  /** What the ledger says in all. */
  private static final class Effects {
    private long entries;
    private long outOfOrder;
    private long paidCents;
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
