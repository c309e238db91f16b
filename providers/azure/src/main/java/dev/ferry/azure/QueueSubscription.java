package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Room;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives from an entity without sessions, through the SDK's synchronous receiver: it asks for as
 * many messages as are wanted, and what comes when nobody waits any more it releases, which counts
 * as no delivery. Nothing is fetched ahead but what a worker says it has room for, and what it does
 * not fetch goes back soon; no lock is renewed behind our back.
 */
final class QueueSubscription implements SubscriptionDriver, Verbs {
  private static final Inbox.Waits WAITS =
      new Inbox.Waits(
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofSeconds(2),
          Duration.ofMillis(500));
  private static final Duration LONGEST_ASK = Duration.ofSeconds(1);

  /** Longer than an asking lasts: until it ends, messages come to it. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  /**
   * What is given back may come again to a link whose asking has ended; the SDK releases it, for
   * which it has this time, or twice what opening took, and no more than an asking has, before the
   * link goes: what it held then would stay locked.
   */
  private static final Duration RELEASES = Duration.ofMillis(200);

  private static final int LIKE_OPENING = 2;

  /**
   * For all that is given back at once; with a broker that is away, each would take half a minute.
   */
  private static final Duration GIVING_BACK = Duration.ofSeconds(5);

  private final ServiceBusAddress address;
  private final ServiceBusReceiverClient receiver;
  private final @Nullable Copies copies;
  private final Timeline timeline;
  private final Inbox inbox;
  private final Settling settling;
  private final Threads threads;

  /**
   * What came when this was closed already. Given back at once it would come to the same asking
   * again, and each time count as a delivery.
   */
  private final Queue<Lock> late = new ConcurrentLinkedQueue<>();

  private volatile Duration releases = RELEASES;
  private volatile @Nullable Instant lastGivenBack;
  private volatile boolean closed;

  QueueSubscription(
      ServiceBusAddress address,
      ServiceBusReceiverClient receiver,
      @Nullable Copies copies,
      Threads threads,
      Timeline timeline) {
    this.address = address;
    this.receiver = receiver;
    this.copies = copies;
    this.threads = threads;
    this.timeline = timeline;
    this.inbox = new Inbox(timeline, WAITS, this::giveBackLater);
    this.settling = new Settling(address.name());
  }

  /** Reaches the broker, so that what is not there, or not allowed, is told at once. */
  void attach() {
    Instant began = timeline.now();
    PeekPage unused = peek(null, 1);
    Duration opening = Duration.between(began, timeline.now());
    inbox.reached(opening);
    Duration asLong = opening.multipliedBy(LIKE_OPENING);
    releases = shorter(CLOSING, asLong.compareTo(RELEASES) > 0 ? asLong : RELEASES);
  }

  @Override
  public Capabilities capabilities() {
    return copies == null
        ? ServiceBusLimits.withoutCopies(false)
        : ServiceBusLimits.queue(false, address.duplicates());
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    return receive(max, wait, 0);
  }

  /**
   * {@inheritDoc}
   *
   * <p>One asking brings what several receives fetch: an asking takes the SDK much longer than a
   * message, and one ends before the next begins. It may go over the bound of bytes by as much as
   * that, as any receive may: how large messages are shows when they are there.
   */
  @Override
  public List<InboundMessage> receive(int max, Duration wait, Room room) {
    long sureToFit = room.bytes() / ServiceBusLimits.TIER_BYTES;
    return receive(
        max, wait, room.bytes() == 0 ? room.messages() : Math.min(room.messages(), sureToFit));
  }

  private List<InboundMessage> receive(int max, Duration wait, long room) {
    requireOpen("receive from");
    int wanted = Math.min(max, ServiceBusLimits.BATCH);
    int asked = (int) Math.min(Math.max(wanted, room), ServiceBusLimits.BATCH);
    return Reading.read(
        inbox.take(wanted, wait, (none, span) -> ask(asked, span)), threads, timeline);
  }

  private void ask(int max, Duration wait) {
    Duration span = wait.compareTo(LONGEST_ASK) < 0 ? wait : LONGEST_ASK;
    threads.run(() -> fetch(max, span));
  }

  private void fetch(int max, Duration span) {
    MessagingException failure = null;
    try {
      for (ServiceBusReceivedMessage message : receiver.receiveMessages(max, span)) {
        Lock lock = new Lock(message, this, message.getLockedUntil().toInstant(), timeline);
        if (!inbox.add(lock)) {
          late.add(lock);
        }
      }
    } catch (RuntimeException failed) {
      failure = ServiceBusErrors.of("receive from '" + address.name() + "'", failed);
    } finally {
      inbox.answered(failure);
    }
  }

  private void giveBackLater(List<Lock> unwanted) {
    threads.run(() -> Peeking.quietly(() -> giveBackNow(unwanted)));
  }

  /** Blocks for a while; what is not given back by then comes again when its lock is over. */
  private void giveBackNow(List<Lock> unwanted) {
    Instant end = timeline.now().plus(GIVING_BACK);
    List<Future<Boolean>> calls = threads.startAll("give back", unwanted, this::abandonAll);
    for (Future<Boolean> call : calls) {
      Duration left = Duration.between(timeline.now(), end);
      threads.await(call, shorter(GIVING_BACK, left));
    }
  }

  private boolean abandonAll(List<Lock> unwanted) {
    unwanted.forEach(lock -> Peeking.quietly(() -> abandon(lock.message())));
    return true;
  }

  private void abandon(ServiceBusReceivedMessage message) {
    receiver.abandon(message);
    lastGivenBack = timeline.now();
  }

  private void awaitReleases() {
    Instant last = lastGivenBack;
    if (last != null) {
      Duration left = Duration.between(timeline.now(), last.plus(releases));
      LockSupport.parkNanos(shorter(releases, left).toNanos());
    }
  }

  /** Whatever a clock that was set back says. */
  private static Duration shorter(Duration most, Duration span) {
    return span.compareTo(most) < 0 ? span : most;
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    requireOpen("settle in");
    return settling.settle(settlements, threads);
  }

  @Override
  public void complete(ServiceBusReceivedMessage message) {
    receiver.complete(message);
  }

  @Override
  public void giveBack(ServiceBusReceivedMessage message, Duration delay) {
    if (copies != null && copies.wasLast(message)) {
      receiver.deadLetter(message, GivenUp.after(message));
    } else if (delay.isZero() || copies == null || !copies.schedule(message, delay)) {
      abandon(message);
    }
  }

  @Override
  public void deadLetter(ServiceBusReceivedMessage message, DeadLetterOptions options) {
    receiver.deadLetter(message, options);
  }

  @Override
  public Instant renew(ServiceBusReceivedMessage message) {
    return receiver.renewMessageLock(message).toInstant();
  }

  @Override
  public void renewLater(ServiceBusReceivedMessage message, Consumer<Instant> renewed) {
    threads.run(
        () -> {
          try {
            renewed.accept(renew(message));
          } catch (RuntimeException lost) {
            // The next verb finds out; the message comes again.
          }
        });
  }

  @Override
  public @Nullable MessagingException tooLate(String operation) {
    return null;
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
                from -> receiver.peekMessages(max, from).stream().toList()));
  }

  @Override
  public void seek(ReplayPoint point) {
    throw MessagingException.unsupported(
        "seek in '" + address.name() + "': Service Bus keeps nothing that was completed");
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(receiver) ? Optional.of(type.cast(receiver)) : Optional.empty();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      List<Lock> unread = inbox.close();
      threads.close(
          () -> {
            inbox.awaitAnswer(CLOSING);
            unread.addAll(late);
            giveBackNow(unread);
            awaitReleases();
            receiver.close();
            if (copies != null) {
              copies.close();
            }
          });
    }
  }

  private void requireOpen(String operation) {
    if (closed) {
      throw MessagingException.cancelled(operation + " '" + address.name() + "': closed");
    }
  }
}
