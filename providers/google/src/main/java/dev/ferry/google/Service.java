package dev.ferry.google;

import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PublisherGrpc.PublisherBlockingStub;
import com.google.pubsub.v1.PublisherGrpc.PublisherFutureStub;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberBlockingStub;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberFutureStub;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberStub;
import dev.ferry.messaging.MessagingException;
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stubs on one channel. Safe for use by any number of threads. */
final class Service implements AutoCloseable {
  /** How long one request may take, with what is tried again. */
  private static final long REQUEST_SECONDS = 60;

  private static final long CLOSING_SECONDS = 5;

  private final ManagedChannel channel;
  private final @Nullable CallCredentials credentials;
  private final boolean ours;

  /**
   * The service at the end of a channel.
   *
   * @param ours whether the channel is closed with this
   */
  Service(ManagedChannel channel, @Nullable CallCredentials credentials, boolean ours) {
    this.channel = channel;
    this.credentials = credentials;
    this.ours = ours;
  }

  PublisherBlockingStub topics() {
    return bounded(PublisherGrpc.newBlockingStub(channel));
  }

  /** Its answers arrive on the channel's own threads: what goes on from there must not block. */
  PublisherFutureStub publisher() {
    return bounded(PublisherGrpc.newFutureStub(channel).withExecutor(Runnable::run));
  }

  SubscriberBlockingStub subscriptions() {
    return bounded(SubscriberGrpc.newBlockingStub(channel));
  }

  SubscriberFutureStub settler() {
    return bounded(SubscriberGrpc.newFutureStub(channel));
  }

  /**
   * For streams, which have no end. What they bring arrives on the channel's own threads: whoever
   * hears of it must not block.
   */
  SubscriberStub streams() {
    return credited(SubscriberGrpc.newStub(channel).withExecutor(Runnable::run));
  }

  private <S extends AbstractStub<S>> S bounded(S stub) {
    return credited(stub).withDeadlineAfter(REQUEST_SECONDS, TimeUnit.SECONDS);
  }

  private <S extends AbstractStub<S>> S credited(S stub) {
    return credentials == null ? stub : stub.withCallCredentials(credentials);
  }

  /** What a call answers. */
  static <T> T asked(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException failed) {
      throw PubSubErrors.of(operation, failed);
    }
  }

  <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(channel) ? Optional.of(type.cast(channel)) : Optional.empty();
  }

  /** Ends the channel, if it is ours; waits a little for requests under way. */
  @Override
  public void close() {
    if (!ours) {
      return;
    }
    channel.shutdown();
    try {
      if (!channel.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException hurry) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Whether an exception is one of ours already. */
  static MessagingException known(String operation, Throwable failed) {
    return failed instanceof MessagingException known ? known : PubSubErrors.of(operation, failed);
  }
}
