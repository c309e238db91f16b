package dev.ferry.firestore;

import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.FirestoreGrpc.FirestoreBlockingStub;
import dev.ferry.messaging.MessagingException;
import io.grpc.CallCredentials;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Firestore by gRPC's own stubs: a fraction of the classes that the vendor's client
 * loads. Safe for use by any number of threads; connects at its first call.
 */
public final class FirestoreClient implements AutoCloseable {
  /** The environment variable that names a local server, as host and port. */
  public static final String EMULATOR_VARIABLE = "FIRESTORE_EMULATOR_HOST";

  private static final String SERVICE = "firestore.googleapis.com";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private final Channel channel;
  private final @Nullable ManagedChannel opened;
  private final @Nullable CallCredentials credentials;
  private final Duration timeout;

  private FirestoreClient(
      Channel channel,
      @Nullable ManagedChannel opened,
      @Nullable CallCredentials credentials,
      Duration timeout) {
    this.channel = channel;
    this.opened = opened;
    this.credentials = credentials;
    this.timeout = timeout;
  }

  /**
   * A connection to the service with the application's default credentials; or, where {@value
   * #EMULATOR_VARIABLE} is set, to what it names. Does not connect yet. The caller closes it.
   *
   * @throws MessagingException PERMISSION_DENIED when there are no credentials
   */
  public static FirestoreClient create() {
    String emulator = System.getenv(EMULATOR_VARIABLE);
    if (emulator != null && !emulator.isBlank()) {
      return at(emulator);
    }
    ManagedChannel channel = ManagedChannelBuilder.forTarget(SERVICE).build();
    return new FirestoreClient(channel, channel, DefaultCredentials.forFirestore(), ANSWER_TIMEOUT);
  }

  /**
   * A connection to an emulator, without encryption and credentials. The caller closes it.
   *
   * @param endpoint host and port
   */
  public static FirestoreClient at(String endpoint) {
    Metadata headers = new Metadata();
    // The vendor's emulator lets nobody else write batches.
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer owner");
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(endpoint)
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    return new FirestoreClient(channel, channel, null, ANSWER_TIMEOUT);
  }

  /** A connection by a channel that the caller closes, and knows to whom it is. */
  public static FirestoreClient of(Channel channel) {
    return new FirestoreClient(channel, null, null, ANSWER_TIMEOUT);
  }

  /** The same connection, which waits for each answer as long as this; 5 s by default. */
  public FirestoreClient withTimeout(Duration wait) {
    return new FirestoreClient(channel, opened, credentials, wait);
  }

  /** A stub for one call to this collection's database, whose time begins now. */
  public FirestoreBlockingStub stub(FirestoreCollection collection) {
    FirestoreBlockingStub stub =
        FirestoreGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(routing(collection)))
            .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
    return credentials == null ? stub : stub.withCallCredentials(credentials);
  }

  /** Finds the database: a project may have several. */
  private static Metadata routing(FirestoreCollection collection) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("google-cloud-resource-prefix", Metadata.ASCII_STRING_MARSHALLER),
        collection.databaseName());
    headers.put(
        Metadata.Key.of("x-goog-request-params", Metadata.ASCII_STRING_MARSHALLER),
        "project_id=" + collection.project() + "&database_id=" + collection.database());
    return headers;
  }

  /** Closes what it opened; calls that run are cancelled. Idempotent. */
  @Override
  public void close() {
    if (opened != null) {
      opened.shutdownNow();
    }
  }
}
