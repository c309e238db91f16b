package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.simulation.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscription whose connection fails as the faults say. */
final class UnreliableSubscription implements SubscriptionDriver {
  private final SubscriptionDriver driver;
  private final Queue queue;
  private final Connection connection;

  UnreliableSubscription(SubscriptionDriver driver, Queue queue, Connection connection) {
    this.driver = driver;
    this.queue = queue;
    this.connection = connection;
  }

  @Override
  public Capabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    return connection.call(
        FaultPoint.RECEIVE,
        () -> {
          List<InboundMessage> batch = driver.receive(max, wait);
          batch.forEach(this::loseLease);
          return batch;
        });
  }

  private void loseLease(InboundMessage message) {
    if (connection.faults().strikes(Fault.LOSE_LEASE, FaultPoint.RECEIVE.point())) {
      queue.tools().expireLeases(stored -> stored.lease == message.receipt());
    }
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    FaultPoint call = FaultPoint.of(settlements);
    return connection.call(
        call,
        () ->
            connection.<Settlement, @Nullable MessagingException>partially(
                call, settlements, this::settleButDropped, failure -> failure));
  }

  /** Settles all but the acks that are answered and forgotten. */
  private List<@Nullable MessagingException> settleButDropped(List<Settlement> settlements) {
    List<Integer> dropped = new ArrayList<>();
    List<Settlement> kept = new ArrayList<>();
    for (int i = 0; i < settlements.size(); i++) {
      if (settlements.get(i) instanceof Settlement.Ack
          && connection.faults().strikes(Fault.DROP_ACK, FaultPoint.ACK.point())) {
        dropped.add(i);
      } else {
        kept.add(settlements.get(i));
      }
    }
    List<@Nullable MessagingException> results = new ArrayList<>(driver.settle(kept));
    dropped.forEach(index -> results.add(index, null));
    return results;
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    return driver.peek(cursor, max);
  }

  @Override
  public void seek(ReplayPoint point) {
    driver.seek(point);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    driver.close();
  }
}
