package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * A session that this process has: one message of it at a time, so that nothing overtakes. It is
 * given up when it has no message for a while, or one that nobody here wants, which counts as no
 * delivery. A message that is to come again later rests: the session stays ours, and asks for
 * nothing until the delay is over.
 */
final class HeldSession extends BaseSubscriber<ServiceBusReceivedMessage> implements Verbs {
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** How long it stays ours while nobody waits for anything. */
  static final Duration UNWANTED = Duration.ofMillis(300);

  private final ReentrantLock lock = new ReentrantLock();
  private final ServiceBusReceiverAsyncClient receiver;
  private final Timeline timeline;
  private final Inbox inbox;
  private final Runnable gone;
  private final Threads threads;
  private Timeline.@Nullable Alarm alarm;
  private boolean busy;
  private boolean over;

  /**
   * A session that was accepted.
   *
   * @param inbox gets its messages
   * @param gone is told when the session is no longer ours
   * @param threads close receivers, which blocks and may not be done in the SDK's threads
   */
  HeldSession(
      ServiceBusReceiverAsyncClient receiver,
      Timeline timeline,
      Inbox inbox,
      Runnable gone,
      Threads threads) {
    this.receiver = receiver;
    this.timeline = timeline;
    this.inbox = inbox;
    this.gone = gone;
    this.threads = threads;
  }

  /** Begins to receive. */
  void open() {
    receiver.receiveMessages().subscribe(this);
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    next();
  }

  /** Asks for the next message, and gives the session up if none comes. */
  private void next() {
    lock.lock();
    try {
      busy = false;
    } finally {
      lock.unlock();
    }
    alarm(UNWANTED, this::idle);
    request(1);
  }

  private void idle() {
    lock.lock();
    try {
      if (busy) {
        return;
      }
      if (inbox.isAwaited()) {
        alarm(IDLE.minus(UNWANTED), this::giveUpIfIdle);
        return;
      }
    } finally {
      lock.unlock();
    }
    giveUpIfIdle();
  }

  private void giveUpIfIdle() {
    lock.lock();
    try {
      if (busy) {
        return;
      }
    } finally {
      lock.unlock();
    }
    giveUp();
  }

  private void alarm(Duration after, Runnable task) {
    lock.lock();
    try {
      if (alarm != null) {
        alarm.cancel();
        alarm = null;
      }
      if (!over) {
        alarm = timeline.after(after, task);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A message is here; false when the session was given up before it came. */
  private boolean isTaken() {
    lock.lock();
    try {
      busy = true;
      if (alarm != null) {
        alarm.cancel();
        alarm = null;
      }
      return !over;
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void hookOnNext(ServiceBusReceivedMessage message) {
    OffsetDateTime until = message.getLockedUntil();
    if (isTaken()) {
      Lock ours =
          new Lock(message, this, until == null ? timeline.now() : until.toInstant(), timeline);
      boolean unused = inbox.add(ours); // Where the inbox is closed, the session is given up whole.
    }
  }

  @Override
  protected void hookOnError(Throwable lost) {
    giveUp();
  }

  @Override
  protected void hookOnComplete() {
    giveUp();
  }

  /** The session is free for others; a message that we have is theirs, and counts as none. */
  void giveUp() {
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      if (alarm != null) {
        alarm.cancel();
      }
    } finally {
      lock.unlock();
    }
    gone.run();
    dispose();
    threads.run(receiver::close);
  }

  @Override
  public void complete(ServiceBusReceivedMessage message) {
    receiver.complete(message).block();
    next();
  }

  @Override
  public void giveBack(ServiceBusReceivedMessage message, Duration delay) {
    receiver.abandon(message).block();
    if (delay.isZero()) {
      next();
    } else {
      rest(timeline.now().plus(delay));
    }
  }

  /** Keeps the session until the time has come. */
  private void rest(Instant end) {
    receiver
        .renewSessionLock()
        .subscribe(until -> restOn(until.toInstant(), end), lost -> giveUp());
  }

  private void restOn(Instant lockedUntil, Instant end) {
    Instant now = timeline.now();
    Duration left = Duration.between(now, end);
    Duration half = Duration.between(now, lockedUntil).dividedBy(2);
    if (left.compareTo(half) <= 0) {
      alarm(left, this::next);
    } else {
      alarm(half, () -> rest(end));
    }
  }

  @Override
  public void deadLetter(ServiceBusReceivedMessage message, DeadLetterOptions options) {
    receiver.deadLetter(message, options).block();
    next();
  }

  @Override
  public Instant renew(ServiceBusReceivedMessage message) {
    return Objects.requireNonNull(receiver.renewSessionLock().block()).toInstant();
  }

  @Override
  public void renewLater(ServiceBusReceivedMessage message, Consumer<Instant> renewed) {
    receiver
        .renewSessionLock()
        .subscribe(until -> renewed.accept(until.toInstant()), lost -> giveUp());
  }

  @Override
  public @Nullable MessagingException tooLate(String operation) {
    lock.lock();
    try {
      return over
          ? new MessagingException(
              ErrorCode.FAILED_PRECONDITION,
              false,
              operation + ": its session is no longer ours; the message comes again")
          : null;
    } finally {
      lock.unlock();
    }
  }
}
