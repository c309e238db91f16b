package dev.ferry.dynamodb;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Collects what a {@link DynamoIdempotencyStore} needs. Not safe for use by threads. */
public final class DynamoStoreBuilder {
  private final String tableName;
  private @Nullable DynamoDbClient client;
  private Duration skew = Duration.ofSeconds(2);
  private Duration completionWindow = Duration.ofMillis(2);
  private InstantSource clock = InstantSource.system();

  DynamoStoreBuilder(String tableName) {
    this.tableName = tableName;
  }

  /**
   * The client to use instead of {@link DynamoClients#create()}; the caller closes it. Where it has
   * retries of its own they multiply those of whoever calls the store.
   */
  public DynamoStoreBuilder client(DynamoDbClient client) {
    this.client = client;
    return this;
  }

  /**
   * By how much the clocks of workers may differ; zero or more, 2 s by default. A lease is taken
   * over when it has been over for as long.
   */
  public DynamoStoreBuilder skew(Duration skew) {
    this.skew = skew;
    return this;
  }

  /**
   * How long a completion waits at most for others to be sent with it, where claims of other
   * messages are open and waiting paid before; zero for not at all, 2 ms by default.
   */
  public DynamoStoreBuilder completionWindow(Duration window) {
    this.completionWindow = window;
    return this;
  }

  /** The clock that leases and expiry are decided by; the machine's by default. */
  public DynamoStoreBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * The store. Asks nothing yet.
   *
   * @throws MessagingException INVALID_ARGUMENT when a duration is negative or the name cannot be a
   *     table's
   */
  public DynamoIdempotencyStore build() {
    if (!tableName.matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw MessagingException.invalid(
          "open a store: '%s' is no table's name: 3 to 255 of a-z A-Z 0-9 _ . -"
              .formatted(tableName));
    }
    if (completionWindow.isNegative()) {
      throw MessagingException.invalid("open a store: the completion window is negative");
    }
    return new DynamoIdempotencyStore(this);
  }

  String tableName() {
    return tableName;
  }

  DynamoDbClient clientOrDefault() {
    return client == null ? DynamoClients.create() : client;
  }

  boolean closesClient() {
    return client == null;
  }

  Duration skew() {
    return skew;
  }

  Duration completionWindow() {
    return completionWindow;
  }

  InstantSource clock() {
    return clock;
  }
}
