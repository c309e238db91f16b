package dev.ferry.benchmarks.brokers;

import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import dev.ferry.messaging.Message;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Pub/Sub by hand on the gRPC stubs, which Ferry uses too: requests of as many messages as Ferry's,
 * each answered before the thread sends the next; one stream with as much room as Ferry's worker
 * has, whose responses the threads take turns to handle, message by message, and to acknowledge, a
 * request each.
 *
 * <p>It is the least that a program can do, not what one can be content with: a handler has the
 * message, but nobody keeps its lease alive, counts its attempts, knows what becomes of it when the
 * handler fails, or notices that the stream has ended. Where the processor is what lacks, as beside
 * this broker on a machine that is busy, Ferry's consuming falls behind by what its contract costs
 * a message.
 */
final class PubSubByStubs implements Way {
  private static final int LEASE_SECONDS = 60;

  private final PubSubState pubsub;

  PubSubByStubs(PubSubState pubsub) {
    this.pubsub = pubsub;
  }

  @Override
  public void publish(List<Message> messages, int threads) throws InterruptedException {
    Crew.share(messages, threads, this::publish).await();
  }

  private void publish(List<Message> messages) {
    var stub = PublisherGrpc.newBlockingStub(pubsub.channel);
    for (int from = 0; from < messages.size(); from += PubSubState.BATCH) {
      int to = Math.min(from + PubSubState.BATCH, messages.size());
      List<PubsubMessage> batch = new ArrayList<>(PubSubState.BATCH);
      messages.subList(from, to).forEach(message -> batch.add(PubSubState.ofSdk(message)));
      int stored =
          stub.publish(
                  PublishRequest.newBuilder().setTopic(pubsub.sink).addAllMessages(batch).build())
              .getMessageIdsCount();
      if (stored != batch.size()) {
        throw new IllegalStateException("not all were stored");
      }
    }
  }

  @Override
  public Consuming consumer(int messages, int threads) {
    return new Stream(messages, threads);
  }

  private final class Stream implements Consuming, StreamObserver<StreamingPullResponse> {
    /** Empty ones say that it is over. */
    private final BlockingQueue<Optional<StreamingPullResponse>> responses =
        new LinkedBlockingQueue<>();

    private final Crew.Countdown left;
    private final int threads;
    private @Nullable StreamObserver<StreamingPullRequest> requests;

    private Stream(int messages, int threads) {
      this.left = new Crew.Countdown(messages);
      this.threads = threads;
    }

    @Override
    public void run() throws InterruptedException {
      StreamObserver<StreamingPullRequest> stream =
          SubscriberGrpc.newStub(pubsub.channel).streamingPull(this);
      requests = stream;
      stream.onNext(
          StreamingPullRequest.newBuilder()
              .setSubscription(pubsub.subscription)
              .setStreamAckDeadlineSeconds(LEASE_SECONDS)
              .setMaxOutstandingMessages(PubSubState.OUTSTANDING)
              .build());
      Crew crew = Crew.start(threads, this::handle);
      left.await();
      for (int thread = 0; thread < threads; thread++) {
        responses.add(Optional.empty());
      }
      crew.await();
    }

    private void handle() {
      var stub = SubscriberGrpc.newBlockingStub(pubsub.channel);
      try {
        for (var next = responses.take(); next.isPresent(); next = responses.take()) {
          AcknowledgeRequest.Builder acks =
              AcknowledgeRequest.newBuilder().setSubscription(pubsub.subscription);
          for (ReceivedMessage message : next.get().getReceivedMessagesList()) {
            PubSubState.handle(message.getMessage());
            acks.addAckIds(message.getAckId());
          }
          if (acks.getAckIdsCount() > 0) {
            var unused = stub.acknowledge(acks.build());
            left.done(acks.getAckIdsCount());
          }
        }
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onNext(StreamingPullResponse response) {
      responses.add(Optional.of(response));
    }

    @Override
    public void onError(Throwable ended) {}

    @Override
    public void onCompleted() {}

    @Override
    public void close() {
      if (requests != null) {
        requests.onCompleted();
      }
    }
  }
}
