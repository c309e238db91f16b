package dev.ferry.aws;

import dev.ferry.aws.direct.DirectRequests;
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
record SqsConnection(SqsClient client, SqsCalls calls, @Nullable SdkHttpClient ours)
    implements SdkAutoCloseable {

  /** Of what somebody else keeps. */
  static SqsConnection kept(SqsClient client, SqsCalls calls) {
    return new SqsConnection(client, calls, null);
  }

  /** Opens a client, past which the calls go once it has shown the way. */
  static SqsConnection open(SqsClientBuilder builder, SdkHttpClient http) {
    DirectRoute route = new DirectRoute();
    SqsClient client =
        builder
            .httpClient(http)
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(route))
            .build();
    DirectRequests requests = new DirectRequests(route, http, client.serviceClientConfiguration());
    return new SqsConnection(client, SqsCalls.direct(requests, client), http);
  }

  @Override
  public void close() {
    if (ours != null) {
      client.close();
      ours.close();
    }
  }
}
