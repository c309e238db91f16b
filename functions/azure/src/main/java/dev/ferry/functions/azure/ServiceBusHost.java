package dev.ferry.functions.azure;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.FunctionSource;
import dev.ferry.functions.PushedSource;
import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Leave;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.RetryCopies;
import dev.ferry.processing.Services;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Azure Functions on a queue of Service Bus: what returns is complete, what throws is abandoned and
 * comes again at once, a batch as a whole. So a message that is to wait gets a scheduled copy, and
 * the function returns.
 *
 * <p>Alone, a message that was not begun, or whose store or dead-letter queue could not be reached,
 * or that belongs to somebody else by now, throws. In a batch it gets a copy too, so that the
 * others need not come again with it. In a session everything that goes back throws, because a copy
 * would come behind its successors.
 */
final class ServiceBusHost
    implements FunctionSource<List<ReceivedMessage>, ServiceBusEvent, Answer> {
  private final Trigger trigger;
  private final Deployed deployed;
  private final SubscriptionOptions reading;
  private final PushedSource queue;
  private final Publisher ownQueue;
  private final FunctionMetrics metrics;
  private @Nullable RetryCopies copies;

  ServiceBusHost(Trigger trigger, Deployed deployed, SubscriptionOptions reading) {
    this.trigger = trigger;
    this.deployed = deployed;
    this.reading = reading;
    this.metrics = deployed.metrics();
    this.ownQueue = deployed.channels().publisher(deployed.settings().source());
    this.queue = new PushedSource(capabilities(ownQueue.capabilities(), trigger));
  }

  /**
   * The host's, with the broker's numbers.
   *
   * @throws MessagingException FAILED_PRECONDITION when the source has sessions and the trigger is
   *     not made for them, or the other way round, and when copies cannot be scheduled on it
   */
  private static Capabilities capabilities(Capabilities broker, Trigger trigger) {
    boolean session = trigger == Trigger.SESSION;
    if (broker.ordered() && !session) {
      throw refused(
          "the handler's source has sessions, and Trigger.%s takes no session's order into account: a scheduled copy would come behind its successors, and a batch mixes sessions; make it with Trigger.SESSION"
              .formatted(trigger));
    }
    if (session && !broker.ordered()) {
      throw refused(
          "Trigger.SESSION is for a source with sessions; say sessions=true in its address where it has them, or make it with Trigger.ONE");
    }
    if (!session && broker.limits().delay().isZero()) {
      throw refused(
          "a retry is a scheduled copy, and nothing can be scheduled on the handler's source; use a queue of Service Bus");
    }
    return new Capabilities(
        session ? Capabilities.Ordering.KEY : Capabilities.Ordering.NONE,
        session ? Capabilities.RedeliveryDelay.IMMEDIATE : Capabilities.RedeliveryDelay.EXACT,
        Capabilities.DeliveryCount.UPPER_BOUND,
        false,
        broker.maxDeliveries(),
        broker.peek(),
        false,
        broker.filters(),
        false,
        broker.deduplicationWindow(),
        broker.limits());
  }

  private static MessagingException refused(String why) {
    return new MessagingException(ErrorCode.FAILED_PRECONDITION, false, "start function: " + why);
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public void ready(Services services) {
    copies = new RetryCopies(deployed.settings(), services, ownQueue);
  }

  @Override
  public ServiceBusEvent parse(List<ReceivedMessage> messages, Instant began, Instant limit) {
    boolean batch = trigger == Trigger.BATCH;
    if (!batch && messages.size() != 1) {
      throw MessagingException.invalid(
          "read Service Bus event: %d messages, and the function is made for one at a time; make it with Trigger.BATCH"
              .formatted(messages.size()));
    }
    for (ReceivedMessage message : messages) {
      if (message.hasSession() != (trigger == Trigger.SESSION)) {
        throw MessagingException.invalid(
            "read Service Bus event: sessions need Trigger.SESSION and the metadata SessionId, each with the other");
      }
    }
    return new ServiceBusEvent(messages, batch, began, limit);
  }

  @Override
  public List<Delivery> read(ServiceBusEvent event) {
    String source = deployed.source().toString();
    List<Delivery> deliveries = new ArrayList<>(event.messages().size());
    long bytes = 0;
    for (ReceivedMessage message : event.messages()) {
      InboundMessage inbound = message.inbound(event.began(), event.limit());
      deliveries.add(Delivery.pushed(source, inbound, queue, reading));
      bytes += inbound.body().sizeBytes();
    }
    metrics.received(source, deliveries.size(), bytes);
    return deliveries;
  }

  @Override
  public Answer answer(ServiceBusEvent event, List<Decided> decided) {
    List<String> comesAgain = new ArrayList<>();
    for (Decided one : decided) {
      Disposition disposition = one.disposition();
      if (disposition instanceof Disposition.Done || disposition instanceof Disposition.Settled) {
        metrics.finished(one.delivery());
      } else if (!hasCopy(event, one)) {
        comesAgain.add(why(disposition));
      }
    }
    if (comesAgain.isEmpty()) {
      metrics.settled(deployed.source().toString(), Verb.ACK, decided.size());
    }
    return new Answer(comesAgain);
  }

  /** Whether a copy comes instead of it. */
  private boolean hasCopy(ServiceBusEvent event, Decided one) {
    Redeliver redeliver = wanted(event, one.disposition());
    return redeliver != null && copies != null && copies.insteadOf(one.delivery(), redeliver);
  }

  /** The copy that is to be scheduled; null for none. */
  private @Nullable Redeliver wanted(ServiceBusEvent event, Disposition disposition) {
    if (trigger == Trigger.SESSION) {
      return null;
    }
    if (disposition instanceof Redeliver redeliver) {
      boolean waits = redeliver.attempt() > 0 || redeliver.why() == Why.IN_PROGRESS;
      return waits || event.batch() ? redeliver : null;
    }
    boolean othersOwn =
        disposition instanceof Leave leave && leave.cause() != Cause.BROKEN && event.batch();
    return othersOwn ? new Redeliver(deployed.settings().lease(), Why.IN_PROGRESS) : null;
  }

  private static String why(Disposition disposition) {
    return disposition instanceof Redeliver redeliver
        ? redeliver.why().name()
        : disposition instanceof Leave leave ? leave.cause().name() : "UNKNOWN";
  }

  @Override
  public List<ReceivedMessage> example(String body) {
    ReceivedMessage example =
        ReceivedMessage.of(
            body.getBytes(StandardCharsets.UTF_8),
            "example",
            0,
            1,
            deployed.timeline().now().toString(),
            Map.of());
    return List.of(trigger == Trigger.SESSION ? example.inSession("example") : example);
  }
}
