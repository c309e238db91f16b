package dev.ferry.localstack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.azuretables.AzureTablesIdempotencyStore;
import dev.ferry.firestore.FirestoreClient;
import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.firestore.FirestoreIdempotencyStore;
import dev.ferry.google.PubSubProvider;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.QueueSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.azure.AzuriteContainer;
import org.testcontainers.azure.ServiceBusEmulatorContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.gcloud.FirestoreEmulatorContainer;
import org.testcontainers.gcloud.PubSubEmulatorContainer;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/** Each container answers Ferry's own provider or store; the suites find out the rest. */
@EnabledIf(
    value = "dockerIsThere",
    disabledReason = "no Docker engine answers; the vendors' emulators run without one as well")
class CloudsInDockerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static boolean dockerIsThere() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Test
  void pubSub_message_isReceivedThatWasSent() {
    try (PubSubEmulatorContainer container = CloudsInDocker.pubSub()) {
      container.start();
      try (PubSubProvider provider =
          PubSubProvider.emulator(container.getEmulatorEndpoint(), "ferry")) {
        Address queue = provider.admin().orElseThrow().createQueue(QueueSpec.standard("orders"));
        receivesWhatWasSent(provider, queue.toString());
      }
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = CloudsInDocker.TERMS,
      matches = "yes",
      disabledReason = "Microsoft's terms were not agreed to, by " + CloudsInDocker.TERMS + "=yes")
  void serviceBus_message_isReceivedThatWasSent() {
    try (Network network = Network.newNetwork();
        MSSQLServerContainer database = CloudsInDocker.database().withNetwork(network);
        ServiceBusEmulatorContainer container =
            CloudsInDocker.serviceBus(database).withNetwork(network)) {
      container.start();
      try (ServiceBusProvider provider = ServiceBusProvider.of(container.getConnectionString())) {
        receivesWhatWasSent(provider, "servicebus:" + CloudsInDocker.QUEUE);
      }
    }
  }

  private static void receivesWhatWasSent(MessagingProvider provider, String queue) {
    try (Messaging messaging = Messaging.builder().provider(provider).build();
        Publisher publisher = messaging.publisher(queue);
        Subscription subscription = messaging.subscription(queue)) {
      publisher.publish(Message.of("hello"));

      assertThat(subscription.receive(1, PATIENCE))
          .singleElement()
          .satisfies(delivery -> assertThat(delivery.message().body().utf8()).isEqualTo("hello"))
          .satisfies(Delivery::ack);
    }
  }

  @Test
  void firestore_record_isClaimedOnce() {
    try (FirestoreEmulatorContainer container = CloudsInDocker.firestore()) {
      container.start();
      try (FirestoreClient client = FirestoreClient.at(container.getEmulatorEndpoint())) {
        claimsOnce(
            FirestoreIdempotencyStore.builder(FirestoreCollection.parse("ferry/records"))
                .client(client)
                .build());
      }
    }
  }

  @Test
  void tables_record_isClaimedOnce() {
    try (AzuriteContainer container = CloudsInDocker.tables()) {
      container.start();
      var builder =
          AzureTablesIdempotencyStore.builder("records")
              .connectionString(container.getConnectionString());
      builder.admin().createTable();
      claimsOnce(builder.build());
    }
  }

  private static void claimsOnce(IdempotencyStore records) {
    try (records) {
      ClaimRequest request =
          ClaimRequest.of(
              IdempotencyKey.of("orders", "take", "order-1"),
              0,
              Duration.ofMinutes(1),
              Duration.ofDays(1));

      assertThat(records.claim(request)).isInstanceOf(Claim.Claimed.class);
      assertThat(records.claim(request)).isInstanceOf(Claim.InProgress.class);
    }
  }
}
