package dev.ferry.processing;

import dev.ferry.messaging.Codec;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.retry.FailureRules;
import dev.ferry.processing.retry.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A handler, how its payload is read, and what its failures mean. The numbers (attempts, delays,
 * budgets) are the topology's; neither is said in both places.
 *
 * @param <T> the payload's type
 */
public final class HandlerBinding<T> {
  private final String name;
  private final Codec<T> codec;
  private final Supplier<? extends MessageHandler<T>> supplier;
  private FailureRules rules = FailureRules.retryEverything();
  private SubscriptionOptions subscription = SubscriptionOptions.defaults();
  private final List<Middleware> middleware = new ArrayList<>();
  private boolean stableIdsRequired;

  HandlerBinding(String name, Codec<T> codec, Supplier<? extends MessageHandler<T>> supplier) {
    this.name = name;
    this.codec = codec;
    this.supplier = supplier;
  }

  /** Failures of this type, or caused by one, will never succeed: dead-letter at once. */
  public HandlerBinding<T> deadLetterOn(Class<? extends Throwable> type) {
    return on(type, Verdict.deadLetter());
  }

  /** Failures of this type may succeed later; for a subtype of one that would not. */
  public HandlerBinding<T> retryOn(Class<? extends Throwable> type) {
    return on(type, Verdict.retry());
  }

  /** Failures of this type mean that there is nothing to do: drop, count and log. */
  public HandlerBinding<T> discardOn(Class<? extends Throwable> type, String reason) {
    return on(type, Verdict.discard(reason));
  }

  /** Failures that a predicate picks, asked before the types. */
  public HandlerBinding<T> when(Predicate<Throwable> failure, Verdict verdict) {
    rules = rules.when(failure, verdict);
    return this;
  }

  private HandlerBinding<T> on(Class<? extends Throwable> type, Verdict verdict) {
    rules = rules.on(type, verdict);
    return this;
  }

  /** Where a foreign message's id comes from. */
  public HandlerBinding<T> readingIdsBy(SubscriptionOptions options) {
    subscription = options;
    return this;
  }

  /** A message whose id a native redrive would change is dead-lettered instead of run. */
  public HandlerBinding<T> requireStableIds() {
    stableIdsRequired = true;
    return this;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** What reads its payload. */
  public Codec<T> codec() {
    return codec;
  }

  /** What its failures mean. */
  public FailureRules rules() {
    return rules;
  }

  /** How its subscription reads foreign messages. */
  public SubscriptionOptions subscription() {
    return subscription;
  }

  /** Whether unstable ids are refused. */
  public boolean stableIdsRequired() {
    return stableIdsRequired;
  }

  /** Puts a handler around the handler; what is added later is further out. */
  public HandlerBinding<T> around(Middleware outer) {
    middleware.add(outer);
    return this;
  }

  /** A new handler, with its middleware around it. */
  public MessageHandler<T> newHandler() {
    MessageHandler<T> handler = supplier.get();
    for (Middleware outer : middleware) {
      handler = outer.around(name, handler);
    }
    return handler;
  }
}
