package dev.ferry.google;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Room;
import dev.ferry.messaging.Timeline;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets messages come on streams that stay open.
 *
 * <p>The service sends no more than the streams have room for, and their room is what is asked for:
 * a worker that asks for as many as it can run has no message lying about. Where somebody asks for
 * more, one more stream brings the rest, because the room of a stream cannot be changed, and one
 * that took the place of another would be sent as many again as that one has out. Streams that have
 * nothing out give way to one with more room. Leases are never made longer here.
 */
final class StreamPuller implements Puller {
  private static final long LONGEST_END_SECONDS = 5;
  private static final int MOST_STREAMS = 16;

  private final Lock lock = new ReentrantLock();
  private final Service service;
  private final Source source;
  private final Inbox inbox;
  private final Timeline timeline;
  private final Reconnect reconnect = new Reconnect();
  private final List<Stream> streams = new ArrayList<>();
  private Instant notBefore = Instant.MIN;
  private Room wanted = Room.of(1);
  private boolean closed;

  StreamPuller(Service service, Source source, Inbox inbox, Timeline timeline) {
    this.service = service;
    this.source = source;
    this.inbox = inbox;
    this.timeline = timeline;
  }

  @Override
  public void want(Room room, Duration wait) {
    lock.lock();
    try {
      wanted = room;
      if (!closed && !timeline.now().isBefore(notBefore)) {
        makeRoom(room);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Half the room is enough: what has just come and is about to be fetched takes some. */
  private void makeRoom(Room wished) {
    int enough = (wished.messages() + 1) / 2;
    if (streams.stream().mapToInt(Stream::surelyRoom).sum() >= enough) {
      return;
    }
    int room = streams.stream().mapToInt(Stream::room).sum();
    if (room >= enough) {
      return;
    }
    List<Stream> idle = streams.stream().filter(Stream::isIdle).toList();
    if (streams.size() - idle.size() < MOST_STREAMS) {
      int kept = room - idle.stream().mapToInt(Stream::room).sum();
      open(new Room(wished.messages() - kept, wished.bytes()));
      idle.forEach(this::finish);
    }
  }

  private void open(Room room) {
    Stream stream = new Stream(room);
    streams.add(stream);
    stream.begin(service.streams().streamingPull(stream));
  }

  private void finish(Stream stream) {
    streams.remove(stream);
    stream.finish();
  }

  @Override
  public void rest() {
    lock.lock();
    try {
      List.copyOf(streams).forEach(this::finish);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean open() {
    lock.lock();
    try {
      return !streams.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void drain() {
    List<Stream> ending;
    lock.lock();
    try {
      ending = List.copyOf(streams);
    } finally {
      lock.unlock();
    }
    rest();
    ending.forEach(Stream::awaitEnd);
  }

  @Override
  public @Nullable MessagingException trouble() {
    lock.lock();
    try {
      return streams.isEmpty() ? reconnect.reason() : null;
    } finally {
      lock.unlock();
    }
  }

  private void arrived(Stream stream, StreamingPullResponse response) {
    Instant now = timeline.now();
    List<Arrived> messages = Arrived.streamed(response.getReceivedMessagesList(), source, now);
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
      if (!streams.remove(stream)) {
        return;
      }
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
      want(wanted, Duration.ZERO);
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
    private final List<Receipt> out = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Room most;
    private @Nullable StreamObserver<StreamingPullRequest> requests;

    private Stream(Room most) {
      this.most = most;
    }

    private void begin(StreamObserver<StreamingPullRequest> stream) {
      requests = stream;
      stream.onNext(
          StreamingPullRequest.newBuilder()
              .setSubscription(source.name())
              .setStreamAckDeadlineSeconds(source.leaseSeconds())
              .setMaxOutstandingMessages(most.messages())
              .setMaxOutstandingBytes(most.bytes())
              .build());
    }

    /** How many it has sent that nobody has settled. */
    private int out() {
      Instant now = timeline.now();
      out.removeIf(receipt -> receipt.over(now));
      return out.size();
    }

    /** Room that there is even if nothing has been settled since that was last looked for. */
    private int surelyRoom() {
      return most.messages() - out.size();
    }

    private int room() {
      return most.messages() - out();
    }

    private boolean isIdle() {
      return out() == 0;
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
