package dev.ferry.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.Topic;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.BatchResult;
import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.peers.google.pubsub.PubSubServer;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages whose requests go side by side, and fail. */
class PubSubPublisherTest {
  private static final String TOPIC = "projects/shop/topics/orders";
  private static final String RESERVED = "google";

  private static final List<Message> SIX =
      IntStream.range(0, 6).mapToObj(PubSubPublisherTest::order).toList();

  private final PubSubServer server = PubSubServer.start();
  private final AtomicInteger requests = new AtomicInteger();

  /** The request that cannot even be sent, by its number; 0 for none. */
  private int unsendable;

  private final ManagedChannel channel =
      ManagedChannelBuilder.forTarget(server.endpoint())
          .usePlaintext()
          .intercept(new Refusing())
          .build();
  private final Messaging messaging =
      Messaging.builder().provider(PubSubProvider.of(channel, "shop")).build();

  @AfterEach
  void close() {
    messaging.close();
    channel.shutdownNow();
    server.close();
  }

  /** Throws for one publishing where the caller stands. */
  private final class Refusing implements ClientInterceptor {
    @Override
    public <A, B> ClientCall<A, B> interceptCall(
        MethodDescriptor<A, B> method, CallOptions options, Channel next) {
      if (method == PublisherGrpc.getPublishMethod() && requests.incrementAndGet() == unsendable) {
        throw new IllegalStateException("no more calls");
      }
      return next.newCall(method, options);
    }
  }

  private static Message order(int number) {
    return Message.of("order " + number);
  }

  private Publisher publisher() {
    var unused =
        PublisherGrpc.newBlockingStub(channel)
            .createTopic(Topic.newBuilder().setName(TOPIC).build());
    return messaging.publisher(
        Address.parse("pubsub://shop/topics/orders"),
        PublisherOptions.defaults().withBatch(2, 1 << 20, Duration.ZERO));
  }

  @Test
  void topicThatIsGone_isWhatEachMessageIsToldOf() {
    try (Publisher publisher = publisher()) {
      var unused =
          PublisherGrpc.newBlockingStub(channel)
              .deleteTopic(DeleteTopicRequest.newBuilder().setTopic(TOPIC).build());
      BatchResult result = publisher.publishAll(SIX);

      assertThat(result.fates())
          .hasSize(6)
          .extracting(Fate::failure)
          .allSatisfy(
              failure -> {
                assertThat(failure).isNotNull();
                assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(failure)
                    .hasMessageContaining("publish to '" + TOPIC + "'")
                    .hasCauseInstanceOf(StatusRuntimeException.class);
              });
    }
  }

  @Test
  void batchOfRefusedMessagesOnly_asksNothing_andKeepsNoOtherBack() {
    Message refused = Message.builder(Body.of("order")).attribute(RESERVED, "yes").build();
    try (Publisher publisher = publisher()) {
      BatchResult result =
          publisher.publishAll(List.of(order(0), order(1), refused, refused, order(2), refused));

      assertThat(result.fates())
          .extracting(Fate::sent)
          .containsExactly(true, true, false, false, true, false);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void requestThatCannotBeSent_failsItsOwnMessagesOnly() {
    unsendable = 2;
    try (Publisher publisher = publisher()) {
      BatchResult result = publisher.publishAll(SIX);

      assertThat(result.fates()).hasSize(6);
      assertThat(result.failures()).hasSize(2);
    }
  }
}
