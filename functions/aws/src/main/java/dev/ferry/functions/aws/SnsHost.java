package dev.ferry.functions.aws;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.FunctionSource;
import dev.ferry.functions.PushedSource;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lambda on a topic, without a queue between: the invocation succeeds, or it fails and Lambda
 * invokes again, when it thinks fit and as often as it is configured to.
 */
final class SnsHost implements FunctionSource<InputStream, SnsEvent, byte[]> {
  private static final int LARGEST = 256 << 10;
  private static final int ATTRIBUTES = 10;

  private final SnsEventReader events = new SnsEventReader();
  private final Address source;
  private final PushedSource topic;
  private final SubscriptionOptions reading;
  private final FunctionMetrics metrics;
  private final Timeline timeline;

  SnsHost(Deployed deployed, SubscriptionOptions reading) {
    this.source = deployed.source();
    this.topic = new PushedSource(direct());
    this.reading = reading;
    this.metrics = deployed.metrics();
    this.timeline = deployed.timeline();
  }

  /**
   * A topic keeps nothing and counts nothing; Lambda repeats at times of its own.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">retries
   *     of asynchronous invocations</a>
   */
  private static Capabilities direct() {
    return new Capabilities(
        Capabilities.Ordering.NONE,
        Capabilities.RedeliveryDelay.BROKER_POLICY,
        Capabilities.DeliveryCount.NONE,
        false,
        true,
        Capabilities.Peek.RECEIVE_AND_RELEASE,
        false,
        true,
        false,
        Duration.ZERO,
        new Limits(
            LARGEST, ATTRIBUTES, 0, 1, LARGEST, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @Override
  public Capabilities capabilities() {
    return topic.capabilities();
  }

  @Override
  public SnsEvent parse(InputStream event, Instant began, Instant limit) {
    return events.read(event, began);
  }

  @Override
  public List<Delivery> read(SnsEvent event) {
    List<Delivery> deliveries = new ArrayList<>();
    long bytes = 0;
    for (var message : event.messages()) {
      bytes += message.body().sizeBytes();
      deliveries.add(Delivery.pushed(source.toString(), message, topic, reading));
    }
    metrics.received(source.toString(), deliveries.size(), bytes);
    return deliveries;
  }

  @Override
  public byte[] answer(SnsEvent event, List<Decided> decided) {
    for (Decided one : decided) {
      if (!(one.disposition() instanceof Disposition.Done)
          && !(one.disposition() instanceof Disposition.Settled)) {
        throw new MessagingException(
            ErrorCode.UNAVAILABLE,
            true,
            "handle message '"
                + one.delivery().message().id()
                + "': it is to come again; its line in the log says why");
      }
    }
    decided.forEach(one -> metrics.finished(one.delivery()));
    return new byte[0];
  }

  @Override
  public InputStream example(String body) {
    JsonText event =
        new JsonText()
            .open()
            .openArray("Records")
            .open()
            .put("EventSource", "aws:sns")
            .open("Sns")
            .put("MessageId", "example")
            .put("TopicArn", "arn:aws:sns:us-east-1:000000000000:example")
            .put("Message", body)
            .put("Timestamp", timeline.now().toString())
            .close()
            .close()
            .closeArray()
            .close();
    return new ByteArrayInputStream(event.toBytes());
  }
}
