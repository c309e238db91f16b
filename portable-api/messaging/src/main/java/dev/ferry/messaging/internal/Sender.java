package dev.ferry.messaging.internal;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gives one batch to the driver and tells the listener; an exception becomes everyone's fate. */
final class Sender {
  private final String channel;
  private final PublisherDriver driver;
  private final Outbound outbound;
  private final MessagingListener listener;
  private final Timeline timeline;

  Sender(
      String channel,
      PublisherDriver driver,
      Outbound outbound,
      MessagingListener listener,
      Timeline timeline) {
    this.channel = channel;
    this.driver = driver;
    this.outbound = outbound;
    this.listener = listener;
    this.timeline = timeline;
  }

  List<SendResult> send(List<OutboundMessage> batch) {
    Instant began = timeline.now();
    List<SendResult> results = asked(batch);
    tell(batch, results, Duration.between(began, timeline.now()));
    return results;
  }

  private List<SendResult> asked(List<OutboundMessage> batch) {
    try {
      List<SendResult> results = driver.send(batch);
      if (results.size() == batch.size()) {
        return results;
      }
      throw new MessagingException(
          ErrorCode.UNKNOWN,
          true,
          "publish to '%s': the provider gave %d results for %d messages"
              .formatted(channel, results.size(), batch.size()));
    } catch (MessagingException all) {
      return Collections.nCopies(batch.size(), new SendResult.Refused(all));
    } catch (RuntimeException unmapped) {
      return Collections.nCopies(
          batch.size(),
          new SendResult.Refused(
              new MessagingException(
                  ErrorCode.UNKNOWN, true, "publish to '" + channel + "'", unmapped)));
    }
  }

  private void tell(List<OutboundMessage> batch, List<SendResult> results, Duration elapsed) {
    if (listener == MessagingListener.noop()) {
      return;
    }
    int sent = 0;
    long bytes = 0;
    List<ErrorCode> failures = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof SendResult.Refused refused) {
        failures.add(refused.reason().code());
      } else {
        sent++;
        bytes += outbound.sizeBytes(batch.get(i));
      }
    }
    try {
      if (sent > 0) {
        listener.published(channel, sent, bytes, elapsed);
      }
      failures.forEach(code -> listener.publishFailed(channel, 1, code));
    } catch (RuntimeException ignoredAsPromised) {
      return;
    }
  }
}
