package dev.ferry.peers.google.pubsub;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;

/** What the service refuses, in its words. */
final class Refusal {
  private static final String DOMAIN = "pubsub.googleapis.com";

  private Refusal() {}

  static StatusRuntimeException notFound(String resource) {
    return Status.NOT_FOUND
        .withDescription("Resource not found (resource=" + shortName(resource) + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException exists(String resource) {
    return Status.ALREADY_EXISTS
        .withDescription(
            "Resource already exists in the project (resource=" + shortName(resource) + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException invalid(String why) {
    return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
  }

  static StatusRuntimeException precondition(String why) {
    return Status.FAILED_PRECONDITION.withDescription(why).asRuntimeException();
  }

  /** Ack ids of a subscription with exactly-once delivery that had no effect, each with why. */
  static StatusRuntimeException ackIds(Map<String, String> failures) {
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setReason("EXACTLY_ONCE_ACKID_FAILURE")
            .setDomain(DOMAIN)
            .putAllMetadata(failures)
            .build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.FAILED_PRECONDITION.value())
            .setMessage("Some acknowledgement ids in the request were invalid.")
            .addDetails(Any.pack(info))
            .build());
  }

  private static String shortName(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }
}
