package dev.ferry.google;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the channel tries again by itself: requests that a service may refuse for a moment, five
 * times within some ten seconds. Streams are opened again by who reads them.
 *
 * @see <a href="https://grpc.io/docs/guides/service-config/">gRPC's service config</a>
 */
final class Retries {
  private static final List<String> METHODS =
      List.of("Publish", "CreateTopic", "DeleteTopic", "GetTopic");
  private static final List<String> OF_SUBSCRIPTIONS =
      List.of(
          "Acknowledge",
          "ModifyAckDeadline",
          "GetSubscription",
          "CreateSubscription",
          "UpdateSubscription",
          "DeleteSubscription",
          "Seek");

  static final Map<String, ?> CONFIG =
      Map.of(
          "methodConfig",
          List.of(
              Map.of(
                  "name",
                  names(),
                  "retryPolicy",
                  Map.of(
                      "maxAttempts",
                      5.0,
                      "initialBackoff",
                      "0.1s",
                      "maxBackoff",
                      "10s",
                      "backoffMultiplier",
                      4.0,
                      "retryableStatusCodes",
                      List.of("UNAVAILABLE", "ABORTED", "INTERNAL", "RESOURCE_EXHAUSTED")))));

  private Retries() {}

  private static List<Map<String, ?>> names() {
    return Stream.concat(
            METHODS.stream().map(method -> name("Publisher", method)),
            OF_SUBSCRIPTIONS.stream().map(method -> name("Subscriber", method)))
        .toList();
  }

  private static Map<String, ?> name(String service, String method) {
    return Map.of("service", "google.pubsub.v1." + service, "method", method);
  }
}
