package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverAsyncClient;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Receives from an entity with sessions: while somebody waits, it accepts one session after the
 * other and has as many at once as there are keys with messages, up to a bound.
 */
final class SessionSubscription implements SubscriptionDriver {
  private static final int MOST_SESSIONS = 64;

  /** A link is attached for every session. */
  private static final Inbox.Waits WAITS =
      new Inbox.Waits(Duration.ofMillis(600), Duration.ZERO, Duration.ZERO, HeldSession.UNWANTED);

  private final ServiceBusAddress address;
  private final ServiceBusSessionReceiverAsyncClient sessions;
  private final ServiceBusReceiverClient looks;
  private final Timeline timeline;
  private final Inbox inbox;
  private final Settling settling;
  private final Set<HeldSession> held = ConcurrentHashMap.newKeySet();
  private final Threads threads;
  private final AtomicBoolean accepting = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * Opened by the provider.
   *
   * @param looks peeks, which needs no session
   */
  SessionSubscription(
      ServiceBusAddress address,
      ServiceBusSessionReceiverAsyncClient sessions,
      ServiceBusReceiverClient looks,
      Threads threads,
      Timeline timeline) {
    this.address = address;
    this.sessions = sessions;
    this.looks = looks;
    this.threads = threads;
    this.timeline = timeline;
    this.inbox = new Inbox(timeline, WAITS, SessionSubscription::giveUp);
    this.settling = new Settling(address.name());
  }

  /** Reaches the broker, so that what is not there, or not allowed, is told at once. */
  void attach() {
    Instant began = timeline.now();
    PeekPage unused = peek(null, 1);
    inbox.reached(Duration.between(began, timeline.now()));
  }

  @Override
  public Capabilities capabilities() {
    return ServiceBusLimits.queue(true, address.duplicates());
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    requireOpen("receive from");
    return Reading.read(
        inbox.take(Math.min(max, ServiceBusLimits.BATCH), wait, (most, patience) -> acceptNext()),
        threads,
        timeline);
  }

  private void acceptNext() {
    if (held.size() < MOST_SESSIONS && accepting.compareAndSet(false, true)) {
      threads.run(() -> sessions.acceptNextSession().subscribe(this::accepted, this::notAccepted));
    }
  }

  private void accepted(ServiceBusReceiverAsyncClient receiver) {
    accepting.set(false);
    if (!inbox.isAwaited()) {
      threads.run(receiver::close);
    } else {
      HeldSession[] self = new HeldSession[1];
      HeldSession session =
          new HeldSession(receiver, timeline, inbox, () -> gone(self[0]), threads);
      self[0] = session;
      held.add(session);
      session.open();
    }
    inbox.answered(null);
  }

  /** Of a message that nobody wants the whole session is given up. */
  private static void giveUp(List<Lock> unwanted) {
    for (Lock lock : unwanted) {
      if (lock.verbs() instanceof HeldSession session) {
        session.giveUp();
      }
    }
  }

  private void gone(HeldSession session) {
    held.remove(session);
    if (!accepting.get()) {
      inbox.answered(null);
    }
  }

  private void notAccepted(Throwable failed) {
    accepting.set(false);
    MessagingException failure =
        ServiceBusErrors.of("accept a session of '" + address.name() + "'", failed);
    boolean none = failure.code() == ErrorCode.DEADLINE_EXCEEDED;
    inbox.answered(none ? null : failure);
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    requireOpen("settle in");
    return threads.call("settle", () -> settling.settle(settlements));
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    requireOpen("peek at");
    String operation = "peek at '" + address.name() + "'";
    return threads.call(
        operation,
        () ->
            Peeking.page(
                operation,
                cursor,
                max,
                timeline.now(),
                from -> looks.peekMessages(max, from).stream().toList()));
  }

  @Override
  public void seek(ReplayPoint point) {
    throw MessagingException.unsupported(
        "seek in '" + address.name() + "': Service Bus keeps nothing that was completed");
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(sessions) ? Optional.of(type.cast(sessions)) : Optional.empty();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inbox.close();
      threads.close(
          () -> {
            List.copyOf(held).forEach(HeldSession::giveUp);
            looks.close();
            sessions.close();
          });
    }
  }

  private void requireOpen(String operation) {
    if (closed) {
      throw MessagingException.cancelled(operation + " '" + address.name() + "': closed");
    }
  }
}
