package dev.ferry.cli.cloud.google;

import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.google.GoogleLayout;
import dev.ferry.firestore.FirestoreClient;
import dev.ferry.google.PubSubProvider;
import dev.ferry.host.google.LocalFunctions;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.peers.google.firestore.FirestoreServer;
import dev.ferry.peers.google.pubsub.PubSubServer;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Clients of servers that answer as Google Cloud does; unwraps to {@link FirestoreClient}. */
final class GooglePlace implements Place, AutoCloseable {
  private static final String PROJECT = "ferry-local";

  private final PubSubServer channels;
  private final FirestoreServer records;
  private final Path folder;
  private final CloudOptions options;
  private final FirestoreClient documents;
  private final ManagedChannel subscriptions;
  private final Messaging tools;
  private final ChannelAdmin admin;

  /**
   * Opens the clients; the servers stay the caller's.
   *
   * @param folder where packages are unpacked
   */
  GooglePlace(PubSubServer channels, FirestoreServer records, Path folder, CloudOptions options) {
    this.channels = channels;
    this.records = records;
    this.folder = folder;
    this.options = options;
    this.documents = FirestoreClient.at(records.endpoint());
    this.subscriptions =
        ManagedChannelBuilder.forTarget(channels.endpoint()).usePlaintext().build();
    PubSubProvider pubsub = PubSubProvider.of(subscriptions, PROJECT);
    this.tools = Messaging.builder().provider(pubsub).build();
    this.admin = new CountingAdmin(pubsub.admin().orElseThrow(), channels);
  }

  @Override
  public Messaging tools() {
    return tools;
  }

  @Override
  public ChannelAdmin admin() {
    return admin;
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(channels.environment());
    environment.put(FirestoreClient.EMULATOR_VARIABLE, records.endpoint());
    environment.put("GOOGLE_CLOUD_PROJECT", PROJECT);
    environment.put("FERRY_CALLER_ISSUER", channels.issuer().issuer());
    environment.put("FERRY_CALLER_KEYS", channels.issuer().certs().toString());
    return environment;
  }

  /** Firestore makes a collection with its first document. */
  @Override
  public String createRecords(String name) {
    return "firestore:" + PROJECT + "/" + name;
  }

  /** Its documents are gone with the server. */
  @Override
  public void deleteRecords(String name) {}

  @Override
  public Functions deploy(Deployment deployment) throws IOException {
    Artefact.unzip(deployment.code(), folder);
    String entry = deployment.entry();
    if (entry == null) {
      throw new IllegalArgumentException("deploy functions: the package does not say their entry");
    }
    Map<String, String> variables = new HashMap<>(environment());
    variables.putAll(deployment.variables());
    return new PushedFunctions(
        new LocalFunctions(
            deployment.topology(),
            deployment.plan(),
            subscriptions,
            new LocalFunctions.Settings(
                entry,
                new GoogleLayout().classPath(folder),
                variables,
                options.processes(),
                options.log()::print)));
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(documents) ? Optional.of(type.cast(documents)) : Optional.empty();
  }

  @Override
  public void close() {
    tools.close();
    subscriptions.shutdownNow();
    documents.close();
  }
}
