package dev.ferry.functions.aws;

import dev.ferry.aws.SqsCalls;
import dev.ferry.aws.SqsLimits;
import dev.ferry.aws.SqsProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.functions.LazyProvider;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Messaging;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.RetryPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sqs.model.Message;

/** A function on one queue of {@link LocalSqs}, deployed as its variables say. */
final class Rig {
  static final Duration PLENTY = Duration.ofMinutes(1);
  static final Duration BACKOFF = Duration.ofSeconds(3);

  final List<String> handled = new CopyOnWriteArrayList<>();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> exits = new CopyOnWriteArrayList<>();

  /** Ends what the process's end would end. */
  Runnable whenItExits = () -> {};

  final List<ProcessingEvent> events = new CopyOnWriteArrayList<>();
  final Map<String, String> variables = new TreeMap<>();
  final LocalSqs sqs;
  final String queue;
  final Calls calls;
  final HandlerSettings.Builder settings;
  IdempotencyStore store =
      new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), InstantSource.system());

  /** On a queue of this name, which has to be there, and its dead-letter queue, which need not. */
  Rig(LocalSqs sqs, String queue) {
    this.sqs = sqs;
    this.queue = queue;
    this.calls = new Calls(SqsCalls.of(sqs.client()));
    this.settings =
        HandlerSettings.builder("take", "orders")
            .retry(RetryPolicy.defaults().withAttempts(3).withBackoff(Backoff.fixed(BACKOFF)))
            .budget(Duration.ofSeconds(5))
            .grace(Duration.ofSeconds(1));
    variables.put("FERRY_HANDLER", "take");
    variables.put("FERRY_CHANNEL_ORDERS", "sqs:" + queue);
    variables.put("FERRY_CHANNEL_DEAD", "sqs:" + deadLetters());
  }

  String deadLetters() {
    return queue.replaceFirst("(\\.fifo)?$", "-dead$1");
  }

  /** The function, as an entry class of a user's is. */
  SqsFunction function(MessageHandler<String> handler) {
    return new Entry(application(handler), setup());
  }

  Application application(MessageHandler<String> handler) {
    return wiring ->
        wiring
            .handler("take", Codec.utf8(), () -> handler)
            .deadLetterOn(IllegalArgumentException.class);
  }

  LambdaSetup setup() {
    variables.putIfAbsent(
        "FERRY_POLICY", new FunctionPolicy(settings.build(), "dead", null, "id", false).toJson());
    return LambdaSetup.ofProcess()
        .withEnvironment(new FunctionEnvironment(variables))
        .withMessaging(
            listener ->
                Messaging.builder()
                    .listener(listener)
                    .provider(
                        new LazyProvider(
                            SqsProvider.of(sqs.client()),
                            address -> SqsLimits.queue(SqsSource.fifo(address)),
                            SqsLimits::sizeBytes))
                    .build())
        .withSqsCalls(() -> calls)
        .withStore(store)
        .withListener(events::add)
        .withLog(lines::add)
        .withExit(this::exit);
  }

  /** Invokes a function as Lambda does, with a batch; its answer, as text. */
  String invoke(SqsFunction function, List<Message> batch, Duration remaining) throws IOException {
    return invoke(function, LocalSqs.event(queue, batch), remaining);
  }

  static String invoke(SqsFunction function, byte[] event, Duration remaining) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event), answer, new TestContext(remaining));
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** Invokes it, and deletes what its answer does not keep, as an event source mapping does. */
  String deliver(SqsFunction function, List<Message> batch) throws IOException {
    String answer = invoke(function, batch, PLENTY);
    for (Message message : batch) {
      if (!answer.contains(message.messageId())) {
        sqs.delete(queue, message);
      }
    }
    return answer;
  }

  /** The answer that keeps these messages, byte for byte. */
  static String keeping(List<Message> kept) {
    StringBuilder answer = new StringBuilder("{\"batchItemFailures\":[");
    for (int i = 0; i < kept.size(); i++) {
      answer
          .append(i == 0 ? "" : ",")
          .append("{\"itemIdentifier\":\"")
          .append(kept.get(i).messageId())
          .append("\"}");
    }
    return answer.append("]}").toString();
  }

  static String keeping(Message... kept) {
    return keeping(List.of(kept));
  }

  /** What became of a message, in the words of {@link ProcessingEvent.Kind}. */
  List<String> fates(String id) {
    return events.stream()
        .filter(event -> event.messageId().equals(id))
        .map(event -> event.kind().name())
        .toList();
  }

  /** What a user writes. */
  private static final class Entry extends SqsFunction {
    Entry(Application application, LambdaSetup setup) {
      super(application, setup);
    }
  }

  private void exit() {
    exits.add("exit");
    whenItExits.run();
  }
}
