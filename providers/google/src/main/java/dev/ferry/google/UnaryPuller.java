package dev.ferry.google;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Room;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks for messages one request at a time, each of which waits at the service, and is over a little
 * before the receive that it is for: what is given back right after that would come in its answer,
 * which nobody waits for any more, and stay leased.
 */
final class UnaryPuller implements Puller {
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration MARGIN = Duration.ofMillis(100);

  private final Lock lock = new ReentrantLock();
  private final Service service;
  private final Source source;
  private final Inbox inbox;
  private final Timeline timeline;
  private final Reconnect reconnect = new Reconnect();
  private @Nullable ListenableFuture<PullResponse> underWay;
  private int wanted;
  private Instant until = Instant.MIN;
  private boolean closed;

  UnaryPuller(Service service, Source source, Inbox inbox, Timeline timeline) {
    this.service = service;
    this.source = source;
    this.inbox = inbox;
    this.timeline = timeline;
  }

  @Override
  public void want(Room room, Duration wait) {
    lock.lock();
    try {
      wanted = Math.min(room.messages(), PubSubLimits.BATCH);
      Duration margin = wait.dividedBy(4).compareTo(MARGIN) < 0 ? wait.dividedBy(4) : MARGIN;
      until = timeline.now().plus(wait).minus(margin);
      ask();
    } finally {
      lock.unlock();
    }
  }

  private void ask() {
    if (closed || underWay != null) {
      return;
    }
    Duration left = Duration.between(timeline.now(), until);
    Duration wait = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    ListenableFuture<PullResponse> answer =
        service
            .settler()
            .withDeadlineAfter(
                Math.max(SHORTEST.toMillis(), wait.toMillis()), TimeUnit.MILLISECONDS)
            .pull(
                PullRequest.newBuilder()
                    .setSubscription(source.name())
                    .setMaxMessages(wanted)
                    .build());
    underWay = answer;
    Futures.addCallback(
        answer,
        new FutureCallback<PullResponse>() {
          @Override
          public void onSuccess(@Nullable PullResponse response) {
            arrived(response == null ? PullResponse.getDefaultInstance() : response);
          }

          @Override
          public void onFailure(Throwable failed) {
            failed(PubSubErrors.of("receive from '" + Names.last(source.name()) + "'", failed));
          }
        },
        MoreExecutors.directExecutor());
  }

  private void arrived(PullResponse response) {
    lock.lock();
    try {
      underWay = null;
      reconnect.worked();
    } finally {
      lock.unlock();
    }
    Instant now = timeline.now();
    if (response.getReceivedMessagesCount() > 0) {
      inbox.add(
          response.getReceivedMessagesList().stream()
              .map(message -> Arrived.pulled(message, source, now))
              .toList());
    } else {
      again();
    }
  }

  private void failed(MessagingException reason) {
    boolean nothingThere = reason.code() == ErrorCode.DEADLINE_EXCEEDED;
    lock.lock();
    try {
      underWay = null;
      if (!nothingThere && !reason.retryable() && reason.code() != ErrorCode.CANCELLED) {
        inbox.fail(reason);
        return;
      }
      Duration pause = nothingThere ? Duration.ZERO : reconnect.failed(reason);
      var unused = timeline.after(pause, this::again);
    } finally {
      lock.unlock();
    }
  }

  private void again() {
    if (inbox.asked()) {
      lock.lock();
      try {
        if (until.isAfter(timeline.now())) {
          ask();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void rest() {
    // A request that waits ends by itself.
  }

  @Override
  public boolean open() {
    return false;
  }

  @Override
  public void drain() {
    // Nothing is on its way but to those who wait for it.
  }

  @Override
  public @Nullable MessagingException trouble() {
    lock.lock();
    try {
      return reconnect.reason();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    ListenableFuture<PullResponse> last;
    lock.lock();
    try {
      closed = true;
      last = underWay;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.cancel(true);
    }
  }
}
