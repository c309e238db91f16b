package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends to one queue or topic: a batch in one transfer or, where it is larger than the wire takes,
 * in a few. Messages of different sessions are transfers of their own, sent side by side, because a
 * partitioned entity refuses a batch of several sessions.
 */
final class ServiceBusPublisher implements PublisherDriver {
  private static final int SIDE_BY_SIDE = 32;

  private final String channel;
  private final boolean sessions;
  private final Capabilities capabilities;
  private final ServiceBusSenderAsyncClient sender;
  private final Timeline timeline;
  private final Threads threads = new Threads();

  /** For the next transfer: the SDK asks the link for it, which takes its time. */
  private final AtomicReference<@Nullable ServiceBusMessageBatch> spare = new AtomicReference<>();

  private volatile boolean closed;

  ServiceBusPublisher(
      ServiceBusAddress address, ServiceBusSenderAsyncClient sender, Timeline timeline) {
    this.channel = address.name();
    this.sessions = address.sessions();
    this.capabilities = ServiceBusLimits.queue(address.sessions(), address.duplicates());
    this.sender = sender;
    this.timeline = timeline;
  }

  /** Attaches the link, so that what is not there is told at once. */
  void attach() {
    try {
      spare.set(threads.call("open '" + channel + "'", this::newBatch));
    } catch (RuntimeException failed) {
      close();
      throw ServiceBusErrors.of("open '" + channel + "'", failed);
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    String operation = open();
    try {
      return threads.answer(
          operation, threads.begin(operation, () -> send(operation, batch), this::keepSpare));
    } catch (RuntimeException failed) {
      throw known(operation, failed);
    }
  }

  /** In the thread that calls, which nobody interrupts: it calls the SDK itself. */
  @Override
  public CompletionStage<List<SendResult>> begin(List<OutboundMessage> batch, Executor executor) {
    String operation = open();
    try {
      CompletableFuture<List<SendResult>> sending = send(operation, batch);
      keepSpare();
      return sending.handle(
          (results, failed) -> {
            if (failed != null) {
              throw known(operation, failed);
            }
            return results;
          });
    } catch (RuntimeException failed) {
      throw known(operation, failed);
    }
  }

  /** What it does, in words; throws when it is closed. */
  private String open() {
    String operation = "publish to '" + channel + "'";
    if (closed) {
      throw MessagingException.cancelled(operation + ": closed");
    }
    return operation;
  }

  /** Ferry's words for what failed; an error of the process's own goes up. */
  private static MessagingException known(String operation, Throwable failed) {
    if (failed instanceof CompletionException && failed.getCause() != null) {
      return known(operation, failed.getCause());
    }
    if (failed instanceof Error ofTheProcess) {
      throw ofTheProcess;
    }
    return failed instanceof MessagingException known
        ? known
        : ServiceBusErrors.of(operation, failed);
  }

  private CompletableFuture<List<SendResult>> send(String operation, List<OutboundMessage> batch) {
    SendResult[] results = new SendResult[batch.size()];
    List<Transfer> transfers = transfers(batch, results, operation);
    // Of what is thrown inside of Reactor, it keeps some to itself, and nobody would ever answer.
    return sent(transfers)
        .toFuture()
        .thenApply(
            fates -> {
              for (int i = 0; i < transfers.size(); i++) {
                note(transfers.get(i), fates.get(i), results, batch, operation);
              }
              return List.of(results);
            });
  }

  /** While what was sent is on its way; where that fails, the next send tells why. */
  private void keepSpare() {
    if (spare.get() == null && !closed) {
      Peeking.quietly(() -> spare.set(newBatch()));
    }
  }

  /** Some of a batch's messages, by their places in it. */
  private record Transfer(ServiceBusMessageBatch content, List<Integer> places) {}

  /** The transfers of all messages that fit; says of the others that they do not. */
  private List<Transfer> transfers(
      List<OutboundMessage> batch, SendResult[] results, String operation) {
    List<Transfer> transfers = new ArrayList<>();
    Transfer current = null;
    Instant now = timeline.now();
    for (int place = 0; place < batch.size(); place++) {
      ServiceBusMessage message = Outgoing.of(batch.get(place), sessions, now);
      if (batch.get(place).attributes().size() > ServiceBusLimits.PROPERTIES
          || !Outgoing.headersFit(batch.get(place))) {
        results[place] = refused(operation, "more than 100 properties, or 64 KB of them");
        continue;
      }
      if (current == null || sessions || !current.content().tryAddMessage(message)) {
        current = new Transfer(nextBatch(), new ArrayList<>());
        if (!current.content().tryAddMessage(message)) {
          results[place] = refused(operation, "more than 256 KB with properties");
          current = null;
          continue;
        }
        transfers.add(current);
      }
      current.places().add(place);
    }
    return transfers;
  }

  private ServiceBusMessageBatch nextBatch() {
    ServiceBusMessageBatch kept = spare.getAndSet(null);
    return kept == null ? newBatch() : kept;
  }

  private ServiceBusMessageBatch newBatch() {
    return Objects.requireNonNull(sender.createMessageBatch().block());
  }

  private static SendResult refused(String operation, String why) {
    return new SendResult.Refused(
        MessagingException.invalid(
            operation + ": " + why + "; compress it, or store it elsewhere"));
  }

  /** For each, nothing when it was stored, or what failed. */
  private Mono<List<Optional<Throwable>>> sent(List<Transfer> transfers) {
    if (transfers.size() == 1) {
      return sent(transfers.get(0)).map(List::of);
    }
    return Flux.fromIterable(transfers).flatMapSequential(this::sent, SIDE_BY_SIDE).collectList();
  }

  private Mono<Optional<Throwable>> sent(Transfer transfer) {
    return sender
        .sendMessages(transfer.content())
        .thenReturn(Optional.<Throwable>empty())
        .onErrorResume(failed -> Mono.just(Optional.of(failed)));
  }

  private static void note(
      Transfer transfer,
      Optional<Throwable> failed,
      SendResult[] results,
      List<OutboundMessage> batch,
      String operation) {
    if (failed.isPresent()) {
      MessagingException reason = ServiceBusErrors.of(operation, failed.get());
      if (transfer.places().size() == batch.size()) {
        throw reason;
      }
      transfer.places().forEach(place -> results[place] = new SendResult.Refused(reason));
    } else {
      transfer
          .places()
          .forEach(
              place -> results[place] = new SendResult.Sent(batch.get(place).deduplicationId()));
    }
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(sender) ? Optional.of(type.cast(sender)) : Optional.empty();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      threads.close(sender::close);
    }
  }
}
