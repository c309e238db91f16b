package dev.ferry.peers.azure.servicebus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.message.Message;

/**
 * A topic: what is sent to it goes to every subscription that has a rule for it. A scheduled
 * message waits in the subscriptions; rules are asked when it is sent. Guarded by the broker.
 */
final class Topic implements Destination {
  /** A subscription: a queue, and the rules that let messages in. */
  static final class Subscription {
    private final Queue queue;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    Subscription(Queue queue, List<Rule> rules) {
      this.queue = queue;
      rules.forEach(rule -> this.rules.put(rule.name(), rule));
    }

    Queue queue() {
      return queue;
    }

    List<Rule> rules() {
      return List.copyOf(rules.values());
    }

    void add(Rule rule) {
      if (rules.putIfAbsent(rule.name(), rule) != null) {
        throw new Refusal(
            Condition.ALREADY_EXISTS, "A rule named '" + rule.name() + "' exists already.");
      }
    }

    void remove(String name) {
      if (rules.remove(name) == null) {
        throw new Refusal(Condition.RULE_NOT_FOUND, "Rule '" + name + "' could not be found.");
      }
    }

    private boolean wants(Message message) {
      return rules.values().stream().anyMatch(rule -> rule.filter().passes(message));
    }
  }

  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final DuplicateWindow duplicates;
  private final Surroundings around;
  private long lastSequence;

  Topic(DuplicateWindow duplicates, Surroundings around) {
    this.duplicates = duplicates;
    this.around = around;
  }

  void add(String name, Subscription subscription) {
    subscriptions.put(name.toLowerCase(Locale.ROOT), subscription);
  }

  Optional<Subscription> subscription(String name) {
    return Optional.ofNullable(subscriptions.get(name.toLowerCase(Locale.ROOT)));
  }

  List<Queue> queues() {
    return subscriptions.values().stream().map(Subscription::queue).toList();
  }

  void remove(String name) {
    subscriptions.remove(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public void check(Message message) {
    // A topic takes everything; a subscription dead-letters what it cannot keep.
  }

  @Override
  public long send(Message message) {
    if (!duplicates.isDuplicate(message.getMessageId(), around.now())) {
      List<Subscription> wanting =
          subscriptions.values().stream()
              .filter(subscription -> subscription.wants(message))
              .toList();
      byte[] copy = wanting.isEmpty() ? new byte[0] : Amqp.encode(message);
      wanting.forEach(subscription -> subscription.queue().send(Amqp.decode(copy)));
    }
    return ++lastSequence;
  }
}
