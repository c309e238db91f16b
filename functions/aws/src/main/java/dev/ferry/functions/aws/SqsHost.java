package dev.ferry.functions.aws;

import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SqsCalls;
import dev.ferry.aws.SqsLimits;
import dev.ferry.aws.SqsReader;
import dev.ferry.aws.SqsRecord;
import dev.ferry.aws.SqsVisibility;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.FunctionHost;
import dev.ferry.functions.FunctionSource;
import dev.ferry.functions.PushedSource;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lambda on a queue: what is not listed in the answer is deleted, what is listed comes again when
 * its visibility ends. So a message that is to wait gets a visibility of its own first; one that
 * waits behind it in its FIFO group gets the same; one that was not begun gets none and comes at
 * once; one that belongs to somebody else by now keeps what it has.
 *
 * <p>Visibilities are changed from the last message to the first, so that on a FIFO queue no
 * message of a group is free before one that was ahead of it.
 */
final class SqsHost implements FunctionSource<InputStream, SqsEvent, byte[]> {
  /** How long before the host's limit an answer is given, whatever is still to be said. */
  private static final Duration TO_ANSWER = FunctionHost.SETTLING_MARGIN.dividedBy(4);

  private final SqsEventReader events = new SqsEventReader();
  private final Address source;
  private final String channel;
  private final PushedSource queue;
  private final SqsReader reader;
  private final SubscriptionOptions reading;
  private final Leases leases;
  private final FunctionMetrics metrics;
  private final Timeline timeline;

  SqsHost(LambdaSetup setup, Deployed deployed, SubscriptionOptions reading) {
    this.source = deployed.source();
    this.channel = source.toString();
    this.queue = new PushedSource(SqsLimits.queue(SqsSource.fifo(source)));
    this.reader = SqsSource.reader(source);
    this.reading = reading;
    this.metrics = deployed.metrics();
    this.timeline = deployed.timeline();
    this.leases =
        new Leases(calls(setup, deployed), SqsUrls.of(deployed.environment()), metrics, timeline);
  }

  /** What changes visibilities: asked for when the first message goes back, and not before. */
  private static Supplier<SqsCalls> calls(LambdaSetup setup, Deployed deployed) {
    Supplier<SqsCalls> given = setup.calls();
    if (given != null) {
      return given;
    }
    Publisher ownQueue = deployed.channels().publisher(deployed.settings().source());
    return () ->
        ownQueue
            .unwrap(SqsCalls.class)
            .orElseThrow(
                () -> MessagingException.unsupported(deployed.source() + " is no queue of SQS"));
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public SqsEvent parse(InputStream event, Instant began, Instant limit) {
    return events.read(event, began, limit);
  }

  @Override
  public List<Delivery> read(SqsEvent event) {
    QueueArn from = event.queue();
    if (from == null) {
      return List.of();
    }
    if (!SqsSource.isOf(source, from)) {
      throw MessagingException.invalid(
          "read SQS event: it is of queue '%s', and the handler's source is '%s'; correct the function's trigger, or the variable of its source"
              .formatted(from.name(), source));
    }
    List<Delivery> deliveries = new ArrayList<>(event.records().size());
    long bytes = 0;
    for (SqsRecord record : event.records()) {
      Delivery delivery =
          Delivery.pushed(channel, reader.read(record, record, event.began()), queue, reading);
      bytes += delivery.message().body().sizeBytes();
      deliveries.add(delivery);
    }
    metrics.received(channel, deliveries.size(), bytes);
    return deliveries;
  }

  @Override
  public byte[] answer(SqsEvent event, List<Decided> decided) {
    List<String> kept = new ArrayList<>();
    Deque<SqsVisibility> lastFirst = new ArrayDeque<>();
    GroupHold hold = new GroupHold(SqsSource.fifo(source));
    Duration held = Duration.between(event.began(), timeline.now());
    for (int i = 0; i < decided.size(); i++) {
      SqsRecord record = event.records().get(i);
      Disposition disposition = decided.get(i).disposition();
      if (disposition instanceof Disposition.Done || disposition instanceof Disposition.Settled) {
        metrics.finished(decided.get(i).delivery());
        continue;
      }
      kept.add(record.messageId());
      hold.of(decided.get(i).delivery().message(), disposition)
          .map(after -> new SqsVisibility(record.receiptHandle(), Leases.seconds(after, held)))
          .ifPresent(lastFirst::push);
    }
    metrics.settled(channel, Verb.ACK, decided.size() - kept.size());
    QueueArn from = event.queue();
    if (from != null) {
      leases.change(from, List.copyOf(lastFirst), event.limit().minus(TO_ANSWER));
    }
    return BatchResponse.keeping(kept);
  }

  @Override
  public InputStream example(String body) {
    JsonText event =
        new JsonText()
            .open()
            .openArray("Records")
            .open()
            .put("messageId", "example")
            .put("receiptHandle", "none")
            .put("body", body)
            .open("attributes")
            .put("ApproximateReceiveCount", "1")
            .close()
            .open("messageAttributes")
            .close()
            .put("eventSource", "aws:sqs")
            .put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:" + SqsSource.name(source))
            .close()
            .closeArray()
            .close();
    return new ByteArrayInputStream(event.toBytes());
  }
}
