package dev.ferry.google;

import com.google.auth.oauth2.GoogleCredentials;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.auth.MoreCallCredentials;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes channels to Pub/Sub, or to the emulator that {@code PUBSUB_EMULATOR_HOST} names. */
final class Endpoint {
  static final String EMULATOR = "PUBSUB_EMULATOR_HOST";
  private static final String HOST = "pubsub.googleapis.com";
  private static final String SCOPE = "https://www.googleapis.com/auth/pubsub";
  private static final int INBOUND_BYTES = 2 * PubSubLimits.REQUEST_BYTES;
  private static final long KEEP_ALIVE_SECONDS = 60;

  private Endpoint() {}

  /**
   * A channel.
   *
   * @param region whose endpoint; null for the nearest
   * @throws MessagingException PERMISSION_DENIED when the environment has no credentials
   */
  static Service open(Map<String, String> environment, @Nullable String region) {
    String emulator = environment.getOrDefault(EMULATOR, "");
    if (!emulator.isBlank()) {
      return emulator(emulator);
    }
    String host = region == null ? HOST : region + "-" + HOST;
    try {
      GoogleCredentials credentials =
          GoogleCredentials.getApplicationDefault().createScoped(List.of(SCOPE));
      return new Service(
          built(ManagedChannelBuilder.forAddress(host, 443)),
          MoreCallCredentials.from(credentials),
          true);
    } catch (IOException none) {
      throw new MessagingException(
          ErrorCode.PERMISSION_DENIED,
          false,
          "open a channel to "
              + host
              + ": the environment has no credentials; run on Google Cloud, set"
              + " GOOGLE_APPLICATION_CREDENTIALS, or "
              + EMULATOR
              + " for an emulator",
          none);
    }
  }

  /** A channel without encryption or credentials, to a host and port. */
  static Service emulator(String hostAndPort) {
    return new Service(
        built(ManagedChannelBuilder.forTarget(hostAndPort).usePlaintext()), null, true);
  }

  private static ManagedChannel built(ManagedChannelBuilder<?> builder) {
    return builder
        .maxInboundMessageSize(INBOUND_BYTES)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .defaultServiceConfig(Retries.CONFIG)
        .enableRetry()
        .build();
  }
}
