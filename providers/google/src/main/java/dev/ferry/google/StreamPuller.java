package dev.ferry.google;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets messages come on a stream that stays open.
 *
 * <p>The service sends no more than the stream has room for, and its room is what is asked for: a
 * worker that asks for as many as it can run has no message lying about. Where somebody asks for
 * more, a stream with more room takes its place. Leases are never made longer here.
 */
final class StreamPuller implements Puller {
  private static final long LONGEST_END_SECONDS = 5;

  private final Lock lock = new ReentrantLock();
  private final Service service;
  private final Source source;
  private final Inbox inbox;
  private final Timeline timeline;
  private final Reconnect reconnect = new Reconnect();
  private @Nullable Stream current;
  private Instant notBefore = Instant.MIN;
  private int wanted;
  private boolean closed;

  StreamPuller(Service service, Source source, Inbox inbox, Timeline timeline) {
    this.service = service;
    this.source = source;
    this.inbox = inbox;
    this.timeline = timeline;
  }

  @Override
  public void want(int messages, Duration wait) {
    lock.lock();
    try {
      wanted = messages;
      Stream stream = current;
      if (closed || (stream == null && timeline.now().isBefore(notBefore))) {
        return;
      }
      if (stream == null || stream.room() < messages) {
        open(stream == null ? messages : stream.out() + messages);
        if (stream != null) {
          stream.finish();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void open(int room) {
    Stream stream = new Stream(room);
    current = stream;
    stream.begin(service.streams().streamingPull(stream));
  }

  @Override
  public void rest() {
    lock.lock();
    try {
      Stream stream = current;
      current = null;
      if (stream != null) {
        stream.finish();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean open() {
    lock.lock();
    try {
      return current != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void drain() {
    Stream stream;
    lock.lock();
    try {
      stream = current;
    } finally {
      lock.unlock();
    }
    if (stream != null) {
      rest();
      stream.awaitEnd();
    }
  }

  @Override
  public @Nullable MessagingException trouble() {
    lock.lock();
    try {
      return current == null ? reconnect.reason() : null;
    } finally {
      lock.unlock();
    }
  }

  private void arrived(Stream stream, StreamingPullResponse response) {
    Instant now = timeline.now();
    List<Arrived> messages =
        response.getReceivedMessagesList().stream()
            .map(message -> Arrived.streamed(message, source, now))
            .toList();
    lock.lock();
    try {
      reconnect.worked();
      messages.forEach(message -> stream.out.add(message.receipt()));
    } finally {
      lock.unlock();
    }
    if (!messages.isEmpty()) {
      inbox.add(messages);
    }
  }

  /** A stream has ended: for good, or to be opened again if somebody still waits. */
  private void ended(Stream stream, @Nullable MessagingException reason) {
    lock.lock();
    try {
      if (current != stream) {
        return;
      }
      current = null;
      if (reason != null && !reason.retryable()) {
        inbox.fail(reason);
        return;
      }
      Duration pause = reconnect.failed(reason);
      notBefore = timeline.now().plus(pause);
      var unused = timeline.after(pause, this::again);
    } finally {
      lock.unlock();
    }
  }

  private void again() {
    if (inbox.asked()) {
      want(Math.max(1, wanted), Duration.ZERO);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    rest();
  }

  /** One stream; its fields are guarded by the puller's lock. */
  private final class Stream implements StreamObserver<StreamingPullResponse> {
    private final Set<Receipt> out = new HashSet<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final int most;
    private @Nullable StreamObserver<StreamingPullRequest> requests;

    private Stream(int most) {
      this.most = most;
    }

    private void begin(StreamObserver<StreamingPullRequest> stream) {
      requests = stream;
      stream.onNext(
          StreamingPullRequest.newBuilder()
              .setSubscription(source.name())
              .setStreamAckDeadlineSeconds(source.leaseSeconds())
              .setMaxOutstandingMessages(most)
              .build());
    }

    /** How many it has sent that nobody has settled. */
    private int out() {
      Instant now = timeline.now();
      out.removeIf(receipt -> receipt.over(now));
      return out.size();
    }

    private int room() {
      return most - out();
    }

    /** What is on its way still arrives. */
    private void finish() {
      if (requests != null) {
        requests.onCompleted();
      }
    }

    @Override
    public void onNext(StreamingPullResponse response) {
      arrived(this, response);
    }

    private void awaitEnd() {
      try {
        boolean unused = end.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw MessagingException.cancelled("receive: interrupted");
      }
    }

    @Override
    public void onError(Throwable failed) {
      end.countDown();
      ended(this, PubSubErrors.of("receive from '" + Names.last(source.name()) + "'", failed));
    }

    @Override
    public void onCompleted() {
      end.countDown();
      ended(this, null);
    }
  }
}
