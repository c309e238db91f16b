package dev.ferry.topology.deploy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.Jitter;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.topology.Handler;
import dev.ferry.topology.IdSource;
import dev.ferry.topology.Redrive;
import dev.ferry.topology.Retry;
import dev.ferry.topology.Topology;
import java.util.Map;
import java.util.Set;

/** Gives workers what a topology says of their handlers. */
public final class Plans {
  private Plans() {}

  /**
   * The plan of every handler.
   *
   * @param addresses where the channels are, by their names in the topology
   * @throws MessagingException INVALID_ARGUMENT when a channel has no address; UNSUPPORTED when an
   *     id is to be found in a field of the body, which the handler's code has to do
   */
  public static ApplicationPlan of(Topology topology, Map<String, Address> addresses) {
    return new ApplicationPlan(
        topology.handlers().values().stream().map(handler -> plan(handler, addresses)).toList(),
        addresses);
  }

  private static HandlerPlan plan(Handler handler, Map<String, Address> addresses) {
    IdSource id = handler.id();
    if (id.field().isPresent()) {
      throw MessagingException.unsupported(
          "plan handler '"
              + handler.name()
              + "': a worker does not read the id from a field of the body; find it in the code, with readingIdsBy");
    }
    String parkQueue = handler.redrive().parkQueue().orElse(null);
    return new HandlerPlan(
        settings(handler),
        address(addresses, handler, handler.source().queue()),
        address(addresses, handler, handler.deadLetterQueue()),
        parkQueue == null ? null : address(addresses, handler, parkQueue),
        id.attribute().orElse(null),
        id.unstable() == IdSource.Unstable.REFUSE);
  }

  private static Address address(Map<String, Address> addresses, Handler handler, String channel) {
    Address address = addresses.get(channel);
    if (address == null) {
      throw MessagingException.invalid(
          "plan handler '" + handler.name() + "': channel '" + channel + "' has no address");
    }
    return address;
  }

  /** The numbers of a handler. */
  public static HandlerSettings settings(Handler handler) {
    return HandlerSettings.builder(handler.name(), handler.source().queue())
        .retry(retry(handler.retry()))
        .redrive(redrive(handler.redrive()))
        .guarantee(guarantee(handler))
        .budget(handler.budget())
        .lease(handler.idempotency().lease())
        .recordRetention(handler.idempotency().retention())
        .maxAge(handler.retry().maxAge())
        .concurrency(handler.concurrency())
        .publishes(Set.copyOf(handler.publishes()))
        .build();
  }

  private static RetryPolicy retry(Retry retry) {
    return new RetryPolicy(
        retry.attempts(),
        new Backoff(
            retry.initialDelay(),
            retry.multiplier(),
            retry.maxDelay(),
            Jitter.valueOf(retry.jitter().name())),
        retry.quickRetries(),
        retry.quickDelay());
  }

  private static RedrivePolicy redrive(Redrive redrive) {
    return new RedrivePolicy(
        redrive.rounds(), redrive.mode() == Redrive.Mode.AUTOMATIC, redrive.messagesPerSecond());
  }

  private static Guarantee guarantee(Handler handler) {
    return handler.idempotency().enabled()
        ? Guarantee.valueOf(handler.guarantee().name())
        : Guarantee.AT_LEAST_ONCE;
  }
}
