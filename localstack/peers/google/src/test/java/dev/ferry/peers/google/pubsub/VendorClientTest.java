package dev.ferry.peers.google.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The vendor's own high-level client, with its streams, acks and keys. */
class VendorClientTest {

  @Test
  void publisherAndSubscriber_workOnThisServer_inOrder() throws Exception {
    try (Rig rig = Rig.ordered()) {
      TransportChannelProvider transport =
          FixedTransportChannelProvider.create(GrpcTransportChannel.create(rig.channel));
      BlockingQueue<String> received = new LinkedBlockingQueue<>();
      MessageReceiver receiver =
          (message, acks) -> {
            received.add(message.getData().toStringUtf8());
            acks.ack();
          };
      Subscriber subscriber =
          Subscriber.newBuilder(Rig.SUBSCRIPTION, receiver)
              .setChannelProvider(transport)
              .setCredentialsProvider(NoCredentialsProvider.create())
              .build();
      Publisher publisher =
          Publisher.newBuilder(Rig.TOPIC)
              .setChannelProvider(transport)
              .setCredentialsProvider(NoCredentialsProvider.create())
              .setEnableMessageOrdering(true)
              .build();
      subscriber.startAsync().awaitRunning(30, TimeUnit.SECONDS);
      for (int number = 0; number < 20; number++) {
        var unused = publisher.publish(Rig.message("m" + number).setOrderingKey("key").build());
      }
      publisher.shutdown();

      for (int number = 0; number < 20; number++) {
        String next = Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS), "nothing came");
        assertThat(next).isEqualTo("m" + number);
      }
      subscriber.stopAsync().awaitTerminated(30, TimeUnit.SECONDS);
    }
  }
}
