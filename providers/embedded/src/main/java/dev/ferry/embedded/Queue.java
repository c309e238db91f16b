package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.simulation.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A queue: what its drivers call, each call a turn of its own. Thread-safe. */
final class Queue implements Channel {
  private final QueueSpec spec;
  private final @Nullable Queue deadLetters;
  private final Environment environment;
  private final Capabilities capabilities;
  private final Backlog backlog;
  private final QueueView view;
  private final DedupWindow window;
  private final ConsumerGroup group;
  private final QueueTurn turn;
  private final Delivering delivering;
  private final Settling settling;
  private final QueueTools tools;

  Queue(QueueSpec spec, @Nullable Queue deadLetters, Environment environment) {
    this.spec = spec;
    this.deadLetters = deadLetters;
    this.environment = environment;
    capabilities = EmbeddedLimits.capabilities(spec.ordered(), spec.deduplicationWindow());
    backlog = new Backlog(spec, new SegmentedLog(), environment.keptForReplay());
    view = new QueueView(this, backlog);
    window = new DedupWindow(BrokerTime.nanos(spec.deduplicationWindow()));
    group = new ConsumerGroup(spec.partitions(), environment.sessionTimeout());
    AckLog acknowledgements = new AckLog(environment.keptAcknowledgements());
    turn = new QueueTurn(spec.name(), environment.time(), backlog, group, acknowledgements);
    delivering = new Delivering(this, view, backlog, acknowledgements, environment);
    settling = new Settling(this, backlog, acknowledgements);
    tools = new QueueTools(spec.name(), turn, backlog, group, acknowledgements);
  }

  @Override
  public String name() {
    return spec.name();
  }

  QueueSpec spec() {
    return spec;
  }

  QueueTools tools() {
    return tools;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<SendResult> publish(List<OutboundMessage> batch) {
    return turn.take(
        "publish to",
        now -> {
          List<SendResult> results = new ArrayList<>(batch.size());
          for (OutboundMessage message : batch) {
            MessagingException refusal = EmbeddedLimits.refusal(name(), message);
            results.add(
                refusal == null
                    ? new SendResult.Sent(store(message, now))
                    : new SendResult.Refused(refusal));
          }
          return results;
        });
  }

  /** Stores what a topic has checked. */
  void publishChecked(OutboundMessage message) {
    turn.take("publish to", now -> store(message, now));
  }

  private String store(OutboundMessage message, long now) {
    String earlier = window.seen(message.deduplicationId(), now);
    if (earlier != null) {
      return earlier;
    }
    String brokerId = view.brokerId(add(message, now));
    window.remember(message.deduplicationId(), brokerId, now);
    if (environment.faults().strikes(Fault.DUPLICATE, FaultPoint.PUBLISH.point())) {
      add(message, now);
    }
    return brokerId;
  }

  private Stored add(OutboundMessage message, long now) {
    Stored stored = backlog.add(message, now);
    turn.wake();
    return stored;
  }

  /**
   * Copies a message to the dead-letter queue, before it leaves this one, so that it is never
   * nowhere; false when there is no such queue. Called in a turn.
   */
  boolean deadLetter(
      Stored stored, Map<String, String> attributes, String reason, String description) {
    if (deadLetters == null) {
      return false;
    }
    OutboundMessage marked =
        DeadLetterMarks.mark(
            stored.content, attributes, name(), view.brokerId(stored), reason, description);
    return deadLetters.turn.tryTake(now -> deadLetters.add(marked, now));
  }

  List<InboundMessage> receive(Consumer consumer, int max, Duration wait) {
    int limit = Math.min(max, EmbeddedLimits.BATCH_MESSAGES);
    List<InboundMessage> batch = new ArrayList<>(limit);
    try {
      turn.await("receive from", consumer, wait, now -> lease(consumer, limit, now, batch));
      return batch;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("receive from '" + name() + "': interrupted");
    }
  }

  /** Whether there was something, or the wait is over because the consumer was closed. */
  private boolean lease(Consumer consumer, int max, long now, List<InboundMessage> batch) {
    if (!consumer.closed()) {
      heardOf(consumer, now);
      delivering.lease(consumer, max, partition -> group.owns(consumer, partition), now, batch);
    }
    return !batch.isEmpty() || consumer.closed();
  }

  List<@Nullable MessagingException> settle(Consumer consumer, List<Settlement> settlements) {
    return turn.take(
        "settle in",
        now -> {
          if (group.isMember(consumer)) {
            heardOf(consumer, now);
          }
          List<@Nullable MessagingException> results = new ArrayList<>(settlements.size());
          for (Settlement settlement : settlements) {
            results.add(settling.settle(settlement, now));
            turn.wake();
          }
          return results;
        });
  }

  private void heardOf(Consumer consumer, long now) {
    if (group.heardOf(consumer, now)) {
      turn.wakeAll();
    }
  }

  PeekPage peek(@Nullable String cursor, int max) {
    long from = cursor == null ? 0 : Cursors.parse(name(), cursor);
    return turn.take("peek at", now -> view.page(from, max, now));
  }

  void seek(ReplayPoint point) {
    Predicate<Stored> again =
        point instanceof ReplayPoint.Time time
            ? stored -> stored.storedAt >= BrokerTime.nanos(time.time())
            : stored -> stored.offset >= ((ReplayPoint.Offset) point).offset();
    turn.take(
        "seek in",
        now -> {
          backlog.replay(again);
          turn.wakeAll();
          return true;
        });
  }

  Depth depth() {
    return turn.take("ask the depth of", now -> backlog.depth());
  }

  void close(Consumer consumer) {
    turn.close(consumer);
  }

  @Override
  public void delete() {
    turn.delete();
  }
}
