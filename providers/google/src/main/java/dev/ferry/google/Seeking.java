package dev.ferry.google;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.SeekRequest;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ReplayPoint;
import java.time.Instant;
import java.util.List;

/** Goes back to a point in time; Pub/Sub has no offsets, but for the beginning. */
final class Seeking {
  private Seeking() {}

  static void seek(
      Service service, PubSubAddress address, List<Source> sources, ReplayPoint point) {
    String operation = "seek in '" + address + "'";
    Instant time = time(operation, point);
    for (Source source : sources) {
      var unused =
          Service.asked(
              operation,
              () ->
                  service
                      .subscriptions()
                      .seek(
                          SeekRequest.newBuilder()
                              .setSubscription(source.name())
                              .setTime(
                                  Timestamp.newBuilder()
                                      .setSeconds(time.getEpochSecond())
                                      .setNanos(time.getNano()))
                              .build()));
    }
  }

  private static Instant time(String operation, ReplayPoint point) {
    if (point instanceof ReplayPoint.Time at) {
      return at.time();
    }
    if (point instanceof ReplayPoint.Offset offset && offset.offset() == 0) {
      return Instant.EPOCH;
    }
    throw MessagingException.unsupported(
        operation + ": Pub/Sub has no offsets; give a time, or offset 0 for the beginning");
  }
}
