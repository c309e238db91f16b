package dev.ferry.functions.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events in every form that the framework takes. */
class EventarcFunctionTest {
  private static final String TYPE = "google.cloud.pubsub.topic.v1.messagePublished";
  private static final String SOURCE = "//pubsub.googleapis.com/projects/p/topics/orders";

  private final Rig rig = new Rig();

  @BeforeEach
  void deploy() {
    rig.variables.put("FERRY_PLATFORM_RETRIES", "true");
    rig.settings.maxAge(Duration.ofHours(20));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private int send(HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    return rig.send(request.POST(BodyPublishers.ofString(body)).build()).statusCode();
  }

  private HttpRequest.Builder to() {
    return HttpRequest.newBuilder(rig.serving(Entries.Event.class)).timeout(Duration.ofMinutes(1));
  }

  private int binary(String type, String body) throws IOException, InterruptedException {
    return send(
        to().header("Content-Type", "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", "e1")
            .header("ce-source", SOURCE)
            .header("ce-type", type),
        body);
  }

  @Test
  void binaryEvent_isHandled() throws IOException, InterruptedException {
    assertThat(binary(TYPE, Pushes.of("o1", "one"))).isBetween(200, 204);

    assertThat(rig.handled).containsExactly("one");
  }

  @Test
  void structuredEvent_isHandled() throws IOException, InterruptedException {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"%s\",\"type\":\"%s\",\"datacontenttype\":\"application/json\",\"data\":%s}"
            .formatted(SOURCE, TYPE, Pushes.of("o1", "one"));

    assertThat(send(to().header("Content-Type", "application/cloudevents+json"), event))
        .isBetween(200, 204);

    assertThat(rig.handled).containsExactly("one");
  }

  @Test
  void legacyEvent_isHandled() throws IOException, InterruptedException {
    String event =
        """
        {"context":{"eventId":"e1","timestamp":"2026-11-01T10:00:00.000Z",
          "eventType":"google.pubsub.topic.publish",
          "resource":{"service":"pubsub.googleapis.com","name":"projects/p/topics/orders",
            "type":"type.googleapis.com/google.pubsub.v1.PubsubMessage"}},
         "data":{"@type":"type.googleapis.com/google.pubsub.v1.PubsubMessage",
           "data":"b25l","attributes":{"id":"o1"}}}
        """;
    rig.settings.maxAge(Duration.ofHours(23));

    assertThat(send(to().header("Content-Type", "application/json"), event)).isBetween(200, 204);

    assertThat(rig.fates()).isNotEmpty();
  }

  @Test
  void failure_failsTheEvent_untilItsAttemptsAreSpent() throws IOException, InterruptedException {
    rig.handler =
        (order, context) -> {
          throw new IOException("not now");
        };

    assertThat(binary(TYPE, Pushes.of("o1", "one"))).isEqualTo(500);
    assertThat(binary(TYPE, Pushes.of("o1", "one"))).isEqualTo(500);
    assertThat(binary(TYPE, Pushes.of("o1", "one"))).isBetween(200, 204);

    assertThat(rig.in("dead")).hasSize(1);
  }

  @Test
  void otherEvents_areRefused() throws IOException, InterruptedException {
    for (String body : List.of("{}", "[]", "")) {
      assertThat(binary(TYPE, body)).as(body).isEqualTo(500);
    }
    assertThat(binary("google.cloud.storage.object.v1.finalized", Pushes.of("o1", "one")))
        .isEqualTo(500);

    assertThat(rig.events).isEmpty();
  }
}
