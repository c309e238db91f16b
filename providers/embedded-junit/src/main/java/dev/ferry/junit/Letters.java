package dev.ferry.junit;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.Services.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks into queues, and sends dead letters round again. */
final class Letters {
  private static final int PAGE = 100;

  private final Messaging messaging;
  private final Pause pause;

  Letters(Messaging messaging, Pause pause) {
    this.messaging = messaging;
    this.pause = pause;
  }

  /** What lies in a queue, leased messages among it, from older to newer. */
  List<Message> messages(Address queue) {
    List<Message> messages = new ArrayList<>();
    try (Subscription subscription = subscription(queue)) {
      String cursor = null;
      do {
        Subscription.Page page = subscription.peek(cursor, PAGE);
        page.deliveries().stream().map(Delivery::message).forEach(messages::add);
        cursor = page.next();
      } while (cursor != null);
    }
    return messages;
  }

  /** The letters in a queue, with their messages; none where there is no queue. */
  List<DeadLetter> letters(@Nullable Address queue) {
    if (queue == null) {
      return List.of();
    }
    try (Subscription subscription = subscription(queue)) {
      return opened(subscription)
          .build()
          .peekWithMessages(DeadLetterFilter.all(), Integer.MAX_VALUE)
          .letters();
    }
  }

  RedriveResult redrive(HandlerPlan handler, Address letters, RedriveRequest request) {
    String name = handler.settings().handler();
    Address parked = handler.parked();
    try (Subscription from = subscription(letters);
        Publisher to = messaging.publisher(handler.source().toString());
        Publisher park = parked == null ? null : messaging.publisher(parked.toString())) {
      DeadLetters.Builder builder =
          opened(from).redriveTo(name, to).policy(handler.settings().redrive());
      return (park == null ? builder : builder.parkTo(park)).build().redrive(request);
    }
  }

  private DeadLetters.Builder opened(Subscription queue) {
    return DeadLetters.builder()
        .from(queue)
        .timeline(messaging.timeline())
        .pause(pause)
        .emptyAfter(Duration.ZERO);
  }

  private Subscription subscription(Address queue) {
    return messaging.subscription(queue.toString());
  }
}
