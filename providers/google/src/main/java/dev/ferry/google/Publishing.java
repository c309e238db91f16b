package dev.ferry.google;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.pubsub.v1.PublishResponse;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The requests of one batch, all under way at once. */
final class Publishing {
  private final String operation;
  private final SendResult[] results;
  private final List<Requests.Request> requests;
  private final List<ListenableFuture<PublishResponse>> answers;

  private Publishing(String operation, SendResult[] results, List<Requests.Request> requests) {
    this.operation = operation;
    this.results = results;
    this.requests = requests;
    this.answers = new ArrayList<>(requests.size());
  }

  /** Sends a batch to a topic; does not wait for an answer. */
  static Publishing begun(Service service, String topic, List<OutboundMessage> batch) {
    SendResult[] results = new SendResult[batch.size()];
    List<Requests.Request> requests = Requests.of(topic, outgoing(topic, batch, results));
    Publishing publishing = new Publishing("publish to '" + topic + "'", results, requests);
    for (Requests.Request request : requests) {
      publishing.answers.add(sent(service, request));
    }
    return publishing;
  }

  /** What cannot even be sent is its own answer: the others are under way. */
  private static ListenableFuture<PublishResponse> sent(Service service, Requests.Request request) {
    try {
      return service.publisher().publish(request.built());
    } catch (RuntimeException unsent) {
      return Futures.immediateFailedFuture(unsent);
    }
  }

  /** What is sent; what is refused has its result. */
  private static List<Outgoing> outgoing(
      String topic, List<OutboundMessage> batch, SendResult[] results) {
    List<Outgoing> outgoing = new ArrayList<>(batch.size());
    for (OutboundMessage message : batch) {
      Outgoing one = Outgoing.of(message, topic);
      MessagingException refusal = one.refusal();
      if (refusal != null) {
        results[outgoing.size()] = new SendResult.Refused(refusal);
      }
      outgoing.add(one);
    }
    return outgoing;
  }

  /**
   * Each message's fate, in order, once all are answered; blocks until they are.
   *
   * @throws MessagingException when nothing was stored for one and the same reason; CANCELLED when
   *     the thread is interrupted
   */
  List<SendResult> await() {
    try {
      for (ListenableFuture<PublishResponse> answer : answers) {
        awaitEnd(answer);
      }
    } catch (InterruptedException interrupted) {
      answers.forEach(one -> one.cancel(true));
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled(operation + ": interrupted");
    }
    return fates();
  }

  private static void awaitEnd(Future<?> answer) throws InterruptedException {
    try {
      var unused = answer.get();
    } catch (ExecutionException isReadLater) {
      return;
    }
  }

  /**
   * What {@link #await} returns, without a thread that waits.
   *
   * @return completes on the thread that brings the last answer
   */
  CompletionStage<List<SendResult>> answered() {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    var unused =
        Futures.whenAllComplete(answers)
            .run(() -> answered.complete(null), MoreExecutors.directExecutor());
    return answered.thenApply(all -> fates());
  }

  /** All are answered. */
  private List<SendResult> fates() {
    for (int i = 0; i < requests.size(); i++) {
      Iterator<Integer> places = requests.get(i).places().iterator();
      for (SendResult result : fatesOf(answers.get(i), requests.get(i).places().size())) {
        results[places.next()] = result;
      }
    }
    return thrownIfAllFailed(List.of(results));
  }

  private List<SendResult> fatesOf(ListenableFuture<PublishResponse> answer, int messages) {
    try {
      List<SendResult> sent = new ArrayList<>(messages);
      PublishResponse stored = Objects.requireNonNull(Futures.getDone(answer));
      stored.getMessageIdsList().forEach(id -> sent.add(new SendResult.Sent(id)));
      return sent.size() == messages ? sent : refused(messages, unlike(sent.size(), messages));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      return refused(messages, PubSubErrors.of(operation, cause == null ? failed : cause));
    }
  }

  private static List<SendResult> refused(int messages, MessagingException reason) {
    return Collections.nCopies(messages, new SendResult.Refused(reason));
  }

  private MessagingException unlike(int ids, int messages) {
    return new MessagingException(
        ErrorCode.UNKNOWN, true, operation + ": " + ids + " ids for " + messages + " messages");
  }

  /** When nothing was stored for one and the same reason, that reason is the answer. */
  private static List<SendResult> thrownIfAllFailed(List<SendResult> results) {
    if (results.get(0) instanceof SendResult.Refused first
        && results.stream()
            .allMatch(one -> one instanceof SendResult.Refused it && it.reason() == first.reason())
        && first.reason().getCause() != null) {
      throw first.reason();
    }
    return results;
  }
}
