package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import dev.ferry.processing.Worker;
import dev.ferry.processing.WorkerOptions;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.simulation.VirtualClock;
import dev.ferry.testkit.exhaustive.SendSide.Publish;
import dev.ferry.testkit.exhaustive.SendSide.SendCopy;
import dev.ferry.testkit.exhaustive.SendSide.SendDeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The worker's code that ships, run from its start to the first question whose answer is not known.
 * Deterministic: the same answers lead to the same point, so each point is found once and kept.
 */
final class Code implements Asking {
  /** The most runs of the handler in a round. */
  static final int MAX_ATTEMPTS = 2;

  private static final HandlerSettings SETTINGS =
      HandlerSettings.builder("handler", "in")
          .retry(
              RetryPolicy.defaults()
                  .withAttempts(MAX_ATTEMPTS)
                  .withBackoff(Backoff.fixed(Duration.ofSeconds(1))))
          .concurrency(1)
          .publishes(Set.of("downstream"))
          .build();
  private static final WorkerOptions OPTIONS =
      WorkerOptions.defaults().withReceive(1, Duration.ZERO).withHeartbeat(false);

  private final Lives lives = new Lives();
  private final Letters letters = new Letters();
  private final QueueSide queue = new QueueSide(this, letters);
  private final Subscription subscription;
  private final HandlerBinding<?> binding;
  private final Services services;
  private final @Nullable CopyingHost host;
  private final Point start;
  private List<Answer> known = List.of();
  private int used;
  private @Nullable Call unanswered;
  private int points;

  /** The code in its surroundings, with the message published. */
  Code(Setup setup) {
    IdempotencyStore store = setup.store(new StoreSide(this, setup.rules(), lives));
    PublisherDriver dead = new SendSide(this, sent -> deadLetter(setup, sent));
    PublisherDriver downstream = new SendSide(this, sent -> new Publish(sent.messageId()));
    PublisherDriver copies =
        new SendSide(this, sent -> new SendCopy(letters.keep(sent, subscription(), queue::show)));
    PublisherDriver first =
        new SendSide(call -> Answer.DONE.get(), sent -> deadLetter(setup, sent));
    Map<String, PublisherDriver> senders =
        Map.of(
            "every:dead", setup.deadLetters(dead),
            "every:downstream", setup.downstream(downstream, store),
            "every:first", first,
            "every:in", setup.ownQueue(copies, store));
    Timeline still = Timeline.of(() -> Lives.NOW, VirtualClock.startingAt(Lives.NOW).scheduler());
    Messaging messaging =
        Messaging.builder().provider(new Broker(queue, senders)).timeline(still).build();
    this.subscription = messaging.subscription("every:in");
    this.binding = binding(setup);
    this.services =
        Services.builder()
            .store(store)
            .deadLetters(messaging.publisher("every:dead"))
            .channel("downstream", messaging.publisher("every:downstream"))
            .timeline(still)
            .pause(duration -> {})
            .executor(Runnable::run)
            .tokens(() -> StoreCall.MINE)
            .build();
    this.host =
        setup.copies()
            ? new CopyingHost(
                subscription, binding, SETTINGS, services, messaging.publisher("every:in"))
            : null;
    messaging.publisher("every:first").publish(Message.of("the message").withId("message"));
    this.start = run(List.of());
  }

  private HandlerBinding<?> binding(Setup setup) {
    Wiring wiring =
        Wiring.of(
            application ->
                application
                    .handler(
                        "handler", Codec.utf8(), () -> new OneHandler(this, setup.transactional()))
                    .deadLetterOn(OneHandler.Rejected.class));
    return wiring.binding("handler");
  }

  private SendSide.Send deadLetter(Setup setup, OutboundMessage sent) {
    Letter letter = letters.keep(sent, subscription(), queue::show);
    return new SendDeadLetter(setup.deadLetterRound(letter.round()));
  }

  private Subscription subscription() {
    return subscription;
  }

  /** Where every worker starts. */
  Point start() {
    return start;
  }

  Lives lives() {
    return lives;
  }

  /** How many points were found. */
  int points() {
    return points;
  }

  /** Where the code stands after one more answer. */
  Point after(Point point, Answer answer) {
    Point known = point.after().get(answer);
    if (known == null) {
      List<Answer> answers = new ArrayList<>(point.answers());
      answers.add(answer);
      known = run(answers);
      point.after().put(answer, known);
    }
    return known;
  }

  /** Runs the code of a new worker with these answers. */
  private Point run(List<Answer> answers) {
    known = answers;
    used = 0;
    unanswered = null;
    try {
      step();
    } catch (Pause atTheNextCall) {
      return new Point(points++, answers, unanswered);
    }
    if (used < answers.size()) {
      throw new IllegalStateException("the code did not ask for all of " + answers);
    }
    return new Point(points++, answers, null);
  }

  /** One delivery, by the host that is explored. */
  private void step() {
    if (host == null) {
      new Worker(subscription, binding, SETTINGS, OPTIONS, services).step();
    } else {
      host.step();
    }
  }

  @Override
  public Object ask(Call call) {
    if (used < known.size()) {
      return known.get(used++).get();
    }
    if (unanswered == null) {
      unanswered = call;
    }
    throw new Pause();
  }
}
