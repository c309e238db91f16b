package dev.ferry.messaging;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives what a test has put there, and remembers what it was asked. For one thread. */
final class QueueDriver implements SubscriptionDriver {
  private final Capabilities capabilities;
  private final List<InboundMessage> waiting = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final List<Object> asked = new ArrayList<>();
  private @Nullable MessagingException refusal;
  private @Nullable RuntimeException broken;
  private int closed;

  QueueDriver(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  void put(InboundMessage... messages) {
    waiting.addAll(List.of(messages));
  }

  /** Settles nothing any more, for this reason. */
  void refuseWith(MessagingException reason) {
    refusal = reason;
  }

  /** Throws instead of settling. */
  void breakWith(RuntimeException failure) {
    broken = failure;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    asked.add(max);
    asked.add(wait);
    List<InboundMessage> batch = waiting.subList(0, Math.min(max, waiting.size()));
    List<InboundMessage> received = List.copyOf(batch);
    batch.clear();
    return received;
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> wanted) {
    if (broken != null) {
      throw broken;
    }
    settlements.addAll(wanted);
    List<@Nullable MessagingException> answers = new ArrayList<>();
    wanted.forEach(settlement -> answers.add(refusal));
    return answers;
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    asked.add("peek " + cursor + ' ' + max);
    return new PeekPage(waiting.stream().limit(max).toList(), waiting.size() > max ? "more" : null);
  }

  @Override
  public void seek(ReplayPoint point) {
    asked.add(point);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  @Override
  public void close() {
    closed++;
  }

  /** The settlements that were asked for, in order. */
  List<Settlement> settlements() {
    return settlements;
  }

  /** What was asked beside settlements, in order. */
  List<Object> asked() {
    return asked;
  }

  int timesClosed() {
    return closed;
  }
}
