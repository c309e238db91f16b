package dev.ferry.functions.google;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.FunctionSource;
import dev.ferry.functions.PushedSource;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Guarantee;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A function behind Pub/Sub that gets one message with each request: what it answers with success
 * is forgotten, all else comes again when the subscription's own backoff says so.
 */
final class PushHost implements FunctionSource<Push, PushEvent, PushAnswer> {
  private final PushReader reader = new PushReader();
  private final Deployed deployed;
  private final String source;
  private final PushedSource subscription;
  private final SubscriptionOptions reading;
  private final CloudLines lines;
  private final FunctionMetrics metrics;
  private final Timeline timeline;

  /**
   * A host.
   *
   * @param capabilities what the trigger can do
   * @param lines is told of the traces of requests
   */
  PushHost(
      Deployed deployed, SubscriptionOptions reading, Capabilities capabilities, CloudLines lines) {
    this.deployed = deployed;
    this.source = deployed.source().toString();
    this.subscription = new PushedSource(capabilities);
    this.reading = reading;
    this.lines = lines;
    this.metrics = deployed.metrics();
    this.timeline = deployed.timeline();
  }

  @Override
  public Capabilities capabilities() {
    return subscription.capabilities();
  }

  @Override
  public PushEvent parse(Push push, Instant began, Instant limit) {
    return new PushEvent(reader.read(push.body(), limit), push.trace());
  }

  @Override
  public List<Delivery> read(PushEvent event) {
    Delivery delivery = Delivery.pushed(source, event.message(), subscription, reading);
    refuseUncounted(delivery);
    lines.began(delivery.message().id(), event.trace());
    metrics.received(source, 1, delivery.message().body().sizeBytes());
    return List.of(delivery);
  }

  /** Without records Pub/Sub has to count, and it counts only for its own dead letters. */
  private void refuseUncounted(Delivery delivery) {
    if (delivery.deliveryCount() == 0
        && deployed.settings().guarantee() == Guarantee.AT_LEAST_ONCE) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "read Pub/Sub push: it has no 'deliveryAttempt', and without records nobody else counts; give the subscription a dead-letter policy, or keep records");
    }
  }

  @Override
  public PushAnswer answer(PushEvent event, List<Decided> decided) {
    PushAnswer answer = PushAnswer.DONE;
    for (Decided one : decided) {
      answer = PushAnswer.of(one.disposition());
      lines.ended(one.delivery().message().id());
      if (answer == PushAnswer.DONE) {
        metrics.finished(one.delivery());
        metrics.settled(source, Verb.ACK, 1);
      } else {
        metrics.settled(source, Verb.NACK, 1);
      }
    }
    return answer;
  }

  @Override
  public Push example(String body) {
    JsonText push =
        new JsonText()
            .open()
            .open("message")
            .put("data", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
            .put("messageId", "example")
            .put("publishTime", timeline.now().toString())
            .close()
            .put("subscription", "projects/example/subscriptions/example")
            .put("deliveryAttempt", 1)
            .close();
    return new Push(new ByteArrayInputStream(push.toBytes()), null);
  }
}
