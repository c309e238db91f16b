package dev.ferry.google;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.pubsub.v1.PublishResponse;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Sends to one topic.
 *
 * <p>Messages with ordering keys take a request each, all under way at once. A request that failed
 * leaves nothing behind: there is no key to be resumed.
 */
final class PubSubPublisher implements PublisherDriver {
  private static final Capabilities CAPABILITIES = PubSubLimits.topic();

  private final Service service;
  private final String topic;
  private volatile boolean closed;

  PubSubPublisher(Service service, String topic) {
    this.service = service;
    this.topic = topic;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public int sizeBytes(Body body) {
    return PubSubLimits.sizeBytes(body);
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    if (closed) {
      throw MessagingException.cancelled("publish to '" + topic + "': closed");
    }
    SendResult[] results = new SendResult[batch.size()];
    List<Requests.Request> requests = Requests.of(topic, outgoing(batch, results));
    List<ListenableFuture<PublishResponse>> answers = new ArrayList<>(requests.size());
    for (Requests.Request request : requests) {
      answers.add(service.publisher().publish(request.built()));
    }
    for (int i = 0; i < requests.size(); i++) {
      Iterator<Integer> places = requests.get(i).places().iterator();
      for (SendResult result : fates(answers.get(i), requests.get(i).places().size(), answers)) {
        results[places.next()] = result;
      }
    }
    return thrownIfAllFailed(List.of(results));
  }

  /** What is sent; what is refused has its result. */
  private List<Outgoing> outgoing(List<OutboundMessage> batch, SendResult[] results) {
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

  private List<SendResult> fates(
      ListenableFuture<PublishResponse> answer,
      int messages,
      List<ListenableFuture<PublishResponse>> all) {
    try {
      List<SendResult> sent = new ArrayList<>(messages);
      answer.get().getMessageIdsList().forEach(id -> sent.add(new SendResult.Sent(id)));
      return sent.size() == messages ? sent : refused(messages, unlike(sent.size(), messages));
    } catch (InterruptedException interrupted) {
      all.forEach(one -> one.cancel(true));
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("publish to '" + topic + "': interrupted");
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      MessagingException reason =
          PubSubErrors.of("publish to '" + topic + "'", cause == null ? failed : cause);
      return refused(messages, reason);
    }
  }

  private static List<SendResult> refused(int messages, MessagingException reason) {
    return Collections.nCopies(messages, new SendResult.Refused(reason));
  }

  private MessagingException unlike(int ids, int messages) {
    return new MessagingException(
        ErrorCode.UNKNOWN,
        true,
        "publish to '" + topic + "': " + ids + " ids for " + messages + " messages");
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

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return service.unwrap(type);
  }

  /** Refuses what comes later; the channel is the provider's. */
  @Override
  public void close() {
    closed = true;
  }
}
