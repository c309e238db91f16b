package dev.ferry.google;

import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receives from one queue: its own subscription, and those on the topics that it follows. */
final class PubSubSubscription implements SubscriptionDriver {
  private final Service service;
  private final PubSubAddress address;
  private final List<Source> sources;
  private final Capabilities capabilities;
  private final Inbox inbox;
  private final List<Puller> pulls;
  private final List<Puller> streams;
  private final Cadence cadence = new Cadence();
  private final Settling settling;
  private volatile boolean closed;

  PubSubSubscription(
      Service service,
      PubSubAddress address,
      List<Source> sources,
      Capabilities capabilities,
      Timeline timeline) {
    this.service = service;
    this.address = address;
    this.sources = sources;
    this.capabilities = capabilities;
    this.inbox = new Inbox(timeline, this::giveBack);
    this.pulls = each(source -> new UnaryPuller(service, source, inbox, timeline));
    this.streams =
        address.unary()
            ? List.of()
            : each(source -> new StreamPuller(service, source, inbox, timeline));
    this.settling = new Settling(service, address.toString(), inbox);
  }

  private List<Puller> each(Function<Source, Puller> maker) {
    return sources.stream().map(maker).toList();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Who asks again at once, several times in a row, gets a stream, which stays open; everybody
   * else a request. Without a wait the stream is ended and the service is asked once, which may say
   * that there is nothing when there is.
   */
  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    return received(max, wait, null);
  }

  /** {@inheritDoc} It gets a stream with this room at once. */
  @Override
  public List<InboundMessage> receive(int max, Duration wait, Room room) {
    return received(max, wait, room);
  }

  private List<InboundMessage> received(int max, Duration wait, @Nullable Room room) {
    requireOpen("receive from");
    int most = Math.min(max, PubSubLimits.BATCH);
    List<Arrived> arrived = inbox.takeNow(most);
    if (arrived.isEmpty()) {
      arrived = wait.isZero() ? askOnce(most) : await(most, wait, room);
    }
    return arrived.stream().map(one -> PubSubReader.read(one.message(), one.receipt())).toList();
  }

  private List<Arrived> await(int max, Duration wait, @Nullable Room room) {
    boolean steady = cadence.asks(inbox.now()) || room != null;
    boolean streaming = steady || streams.stream().anyMatch(Puller::open);
    List<Puller> pullers = streaming && !address.unary() ? streams : pulls;
    Room wanted = room == null ? Room.of(max) : room.sharedBy(sources.size());
    pullers.forEach(puller -> puller.want(wanted, wait));
    List<Arrived> arrived = inbox.await(max, wait);
    cadence.answered(inbox.now());
    if (arrived.isEmpty() && !closed) {
      pullers.stream()
          .map(Puller::trouble)
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(
              trouble -> {
                throw trouble;
              });
    }
    return arrived;
  }

  private List<Arrived> askOnce(int max) {
    streams.forEach(Puller::drain);
    List<Arrived> last = inbox.takeNow(max);
    if (!last.isEmpty()) {
      return last;
    }
    for (Source source : sources) {
      PullResponse answer =
          Service.asked(
              "receive from '" + address + "'",
              () -> service.subscriptions().pull(atOnce(source, max)));
      Instant now = inbox.now();
      inbox.add(
          answer.getReceivedMessagesList().stream()
              .map(message -> Arrived.pulled(message, source, now))
              .toList());
      List<Arrived> taken = inbox.takeNow(max);
      if (!taken.isEmpty()) {
        return taken;
      }
    }
    return List.of();
  }

  @SuppressWarnings("deprecation") // For whoever does not want to wait there is nothing else.
  private static PullRequest atOnce(Source source, int max) {
    return PullRequest.newBuilder()
        .setSubscription(source.name())
        .setMaxMessages(max)
        .setReturnImmediately(true)
        .build();
  }

  /** The last first, so that a key's next delivery begins with its first. */
  private void giveBack(List<Arrived> arrived) {
    streams.forEach(Puller::rest);
    for (int last = arrived.size() - 1; last >= 0; last--) {
      Receipt receipt = arrived.get(last).receipt();
      receipt.spent();
      var unused =
          service
              .settler()
              .modifyAckDeadline(
                  ModifyAckDeadlineRequest.newBuilder()
                      .setSubscription(receipt.source().name())
                      .addAckIds(receipt.ackId())
                      .setAckDeadlineSeconds(0)
                      .build());
    }
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    requireOpen("settle in");
    return settling.settle(settlements);
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    throw MessagingException.unsupported(
        "peek at '" + address + "': Pub/Sub cannot; receive and release instead");
  }

  @Override
  public void seek(ReplayPoint point) {
    requireOpen("seek in");
    streams.forEach(Puller::drain);
    Seeking.seek(service, address, sources, point);
    inbox.clear();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return service.unwrap(type);
  }

  /** Ends the streams and gives back what nobody has taken; the channel is the provider's. */
  @Override
  public void close() {
    closed = true;
    streams.forEach(Puller::close);
    pulls.forEach(Puller::close);
    inbox.close();
  }

  private void requireOpen(String operation) {
    if (closed) {
      throw MessagingException.cancelled(operation + " '" + address + "': closed");
    }
  }
}
