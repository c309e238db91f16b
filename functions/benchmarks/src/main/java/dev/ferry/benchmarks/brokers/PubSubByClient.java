package dev.ferry.benchmarks.brokers;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.InstantiatingExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.PublisherOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Pub/Sub by hand on the vendor's high-level client: a publisher with the same batches as Ferry's
 * and, as Ferry's here, as many of them under way as there are; a subscriber with one stream, as
 * much room as Ferry's worker, and as many threads. Its acks go out a tenth of a second later, so
 * it has consumed when it has handled all.
 */
final class PubSubByClient implements Way {
  private final PubSubState pubsub;
  private final TransportChannelProvider transport;
  private final Publisher publisher;

  PubSubByClient(PubSubState pubsub) throws IOException {
    this.pubsub = pubsub;
    this.transport =
        FixedTransportChannelProvider.create(GrpcTransportChannel.create(pubsub.channel));
    PublisherOptions options = PublisherOptions.defaults();
    this.publisher =
        Publisher.newBuilder(pubsub.sink)
            .setChannelProvider(transport)
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setBatchingSettings(
                BatchingSettings.newBuilder()
                    .setElementCountThreshold((long) options.batchMessages())
                    .setRequestByteThreshold((long) options.batchBytes())
                    .setDelayThresholdDuration(options.linger())
                    .build())
            .build();
  }

  @Override
  public void publish(List<Message> messages, int threads) throws InterruptedException {
    Crew.share(messages, threads, this::publish).await();
  }

  private void publish(List<Message> messages) {
    List<ApiFuture<String>> stored =
        messages.stream().map(message -> publisher.publish(PubSubState.ofSdk(message))).toList();
    try {
      List<String> unused = ApiFutures.allAsList(stored).get();
    } catch (ExecutionException notSent) {
      throw new IllegalStateException("not all were sent", notSent);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Consuming consumer(int messages, int threads) {
    Crew.Countdown left = new Crew.Countdown(messages);
    MessageReceiver receiver =
        (message, acks) -> {
          PubSubState.handle(message);
          acks.ack();
          left.done(1);
        };
    Subscriber subscriber =
        Subscriber.newBuilder(pubsub.subscription, receiver)
            .setChannelProvider(transport)
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setParallelPullCount(1)
            .setFlowControlSettings(
                FlowControlSettings.newBuilder()
                    .setMaxOutstandingElementCount((long) PubSubState.OUTSTANDING)
                    .setMaxOutstandingRequestBytes(64L << 20)
                    .build())
            .setExecutorProvider(
                InstantiatingExecutorProvider.newBuilder().setExecutorThreadCount(threads).build())
            .build();
    return new Consuming() {
      @Override
      public void run() throws InterruptedException {
        subscriber.startAsync().awaitRunning();
        left.await();
      }

      @Override
      public void close() {
        subscriber.stopAsync().awaitTerminated();
      }
    };
  }

  @Override
  public void close() {
    publisher.shutdown();
  }
}
