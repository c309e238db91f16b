package dev.ferry.google;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests that a batch takes: all messages of one request have one ordering key or none, and
 * no request is larger than the service takes.
 */
final class Requests {
  private final String topic;
  private final List<Request> full = new ArrayList<>();
  private final Map<String, Request> open = new LinkedHashMap<>();

  private Requests(String topic) {
    this.topic = topic;
  }

  /**
   * The requests for those messages that are not refused.
   *
   * @param messages by their place in the batch
   */
  static List<Request> of(String topic, List<Outgoing> messages) {
    Requests requests = new Requests(topic);
    for (int place = 0; place < messages.size(); place++) {
      PubsubMessage message = messages.get(place).message();
      if (message != null) {
        requests.add(place, message);
      }
    }
    requests.full.addAll(requests.open.values());
    return requests.full;
  }

  private void add(int place, PubsubMessage message) {
    Request request = open.computeIfAbsent(message.getOrderingKey(), key -> new Request(topic));
    if (!request.fits(message)) {
      full.add(request);
      request = new Request(topic);
      open.put(message.getOrderingKey(), request);
    }
    request.add(place, message);
  }

  /** One request, and the places of its messages in the batch. */
  static final class Request {
    private static final int FRAME_BYTES = 16;

    private final PublishRequest.Builder request;
    private final List<Integer> places = new ArrayList<>();
    private long bytes;

    private Request(String topic) {
      request = PublishRequest.newBuilder().setTopic(topic);
      bytes = (long) topic.length() + FRAME_BYTES;
    }

    private boolean fits(PubsubMessage message) {
      return places.isEmpty()
          || (places.size() < PubSubLimits.BATCH
              && bytes + message.getSerializedSize() + FRAME_BYTES <= PubSubLimits.REQUEST_BYTES);
    }

    private void add(int place, PubsubMessage message) {
      places.add(place);
      request.addMessages(message);
      bytes += message.getSerializedSize() + FRAME_BYTES;
    }

    PublishRequest built() {
      return request.build();
    }

    List<Integer> places() {
      return places;
    }
  }
}
