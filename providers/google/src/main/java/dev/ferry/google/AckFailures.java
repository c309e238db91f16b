package dev.ferry.google;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which ack ids of a request had no effect, where the subscription has exactly-once delivery; else
 * all of them.
 *
 * @param operation for people
 * @param byId what the service says of each that failed; empty when it speaks of all
 * @param failed the service's own
 * @see <a href="https://cloud.google.com/pubsub/docs/exactly-once-delivery">exactly-once
 *     delivery</a>
 */
record AckFailures(String operation, Map<String, String> byId, StatusRuntimeException failed) {
  private static final String PERMANENT = "PERMANENT_FAILURE_";
  private static final String TRANSIENT = "TRANSIENT_FAILURE_";

  static AckFailures of(String operation, StatusRuntimeException failed) {
    Map<String, String> byId = new HashMap<>();
    Status status = StatusProto.fromThrowable(failed);
    if (status != null) {
      for (Any detail : status.getDetailsList()) {
        byId.putAll(named(detail));
      }
    }
    return new AckFailures(operation, byId, failed);
  }

  private static Map<String, String> named(Any detail) {
    try {
      Map<String, String> named =
          new HashMap<>(
              detail.is(ErrorInfo.class)
                  ? detail.unpack(ErrorInfo.class).getMetadataMap()
                  : Map.of());
      named.values().removeIf(why -> !why.startsWith(PERMANENT) && !why.startsWith(TRANSIENT));
      return named;
    } catch (InvalidProtocolBufferException unreadable) {
      return Map.of();
    }
  }

  /** Why this one had no effect; empty when it had. */
  Optional<MessagingException> of(String ackId) {
    if (byId.isEmpty()) {
      return Optional.of(PubSubErrors.of(operation, failed));
    }
    String why = byId.get(ackId);
    if (why == null) {
      return Optional.empty();
    }
    return Optional.of(
        why.startsWith(PERMANENT)
            ? PubSubErrors.leaseOver(operation)
            : new MessagingException(
                ErrorCode.UNAVAILABLE, true, operation + ": " + why + "; try again", failed));
  }
}
