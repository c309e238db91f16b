package dev.ferry.testkit.exhaustive;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Processor;
import dev.ferry.processing.RetryCopies;
import dev.ferry.processing.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A host that forgets a delivery or has it again at once, as Azure Functions do: whatever goes back
 * is scheduled as a copy, by the code that ships.
 */
final class CopyingHost {
  private final Subscription subscription;
  private final HandlerBinding<?> binding;
  private final HandlerSettings settings;
  private final Services services;
  private final RetryCopies copies;

  CopyingHost(
      Subscription subscription,
      HandlerBinding<?> binding,
      HandlerSettings settings,
      Services services,
      Publisher ownQueue) {
    this.subscription = subscription;
    this.binding = binding;
    this.settings = settings;
    this.services = services;
    this.copies = new RetryCopies(settings, services, ownQueue);
  }

  /** Handles one delivery to its end. */
  void step() {
    for (Delivery delivery : subscription.receive(1, Duration.ZERO)) {
      settle(delivery, isOver(delivery, disposition(delivery)));
    }
  }

  private static void settle(Delivery delivery, boolean over) {
    try {
      if (over) {
        delivery.ack();
      } else {
        delivery.nack(Duration.ZERO);
      }
    } catch (MessagingException itsLeaseIsOver) {
      return;
    }
  }

  private Disposition disposition(Delivery delivery) {
    Processor processor = Processor.of(binding, settings, subscription.capabilities(), services);
    try {
      return processor.process(List.of(delivery), Instant.MAX).get(0);
    } catch (InterruptedException neverHere) {
      throw new IllegalStateException(neverHere);
    }
  }

  private boolean isOver(Delivery delivery, Disposition disposition) {
    return disposition instanceof Disposition.Done
        || disposition instanceof Disposition.Settled
        || (disposition instanceof Redeliver redeliver && copies.insteadOf(delivery, redeliver));
  }
}
