package dev.ferry.aws;

import dev.ferry.aws.direct.DirectClient;
import dev.ferry.aws.direct.DirectRoute;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client for what is rare, and the calls of every message.
 *
 * @param ours what closes with it; null where all is somebody else's
 */
record SqsConnection(SqsClient client, SqsCalls calls, @Nullable SdkAutoCloseable ours)
    implements SdkAutoCloseable {

  /** Of what somebody else keeps. */
  static SqsConnection kept(SqsClient client, SqsCalls calls) {
    return new SqsConnection(client, calls, null);
  }

  /** Opens a client, past which the calls go once it has shown the way. */
  static SqsConnection open(SqsClientBuilder builder, SdkHttpClient http) {
    DirectClient<SqsClient> ours =
        DirectClient.open(
            new DirectRoute(),
            http,
            route ->
                builder
                    .httpClient(http)
                    .overrideConfiguration(settings -> settings.addExecutionInterceptor(route))
                    .build());
    SqsClient client = ours.client();
    return new SqsConnection(client, SqsCalls.direct(ours.requests(), client), ours);
  }

  @Override
  public void close() {
    if (ours != null) {
      ours.close();
    }
  }
}
