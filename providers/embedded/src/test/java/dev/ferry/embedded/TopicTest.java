package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTest {
  private final Fixture fixture =
      new Fixture().queue(QueueSpec.standard("all")).queue(QueueSpec.standard("some"));

  @BeforeEach
  void subscribe() {
    var admin = fixture.broker.admin();
    admin.createTopic(TopicSpec.standard("events"));
    admin.subscribe(new SubscriptionSpec("events", "all", Map.of()));
    admin.subscribe(
        new SubscriptionSpec(
            "events", "some", Map.of("type", Set.of("paid", "sent"), "country", Set.of("de"))));
  }

  @Test
  void everyQueue_getsACopyOfItsOwn() {
    fixture.send("events", message("m1", Map.of("type", "paid", "country", "de")));
    var all = fixture.subscription("all");

    ack(all, receiveOne(all));

    assertThat(ids(receive(fixture.subscription("some")))).containsExactly("m1");
  }

  @Test
  void filter_passesWhatHasOneOfTheValuesOfEveryAttribute() {
    fixture.send(
        "events",
        message("m1", Map.of("type", "paid", "country", "de", "more", "x")),
        message("m2", Map.of("type", "sent", "country", "de")),
        message("m3", Map.of("type", "paid", "country", "fr")),
        message("m4", Map.of("type", "lost", "country", "de")),
        message("m5", Map.of("type", "paid")),
        message("m6"));

    assertThat(ids(receive(fixture.subscription("some")))).containsExactly("m1", "m2");
    assertThat(receive(fixture.subscription("all"))).hasSize(6);
  }

  @Test
  void topicWithoutQueues_takesEverything() {
    fixture.broker.admin().createTopic(TopicSpec.standard("nobody"));

    assertThat(fixture.send("nobody", message("m1"))).hasOnlyElementsOfType(SendResult.Sent.class);
  }

  @Test
  void topic_holdsEntriesToItsLimits() {
    List<SendResult> results =
        fixture.send("events", message("m1", "k".repeat(129)), message("m2"));

    assertThat(results.get(0))
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> assertThat(refused.reason().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(ids(receive(fixture.subscription("all")))).containsExactly("m2");
  }

  @Test
  void orderedTopic_keepsTheOrderOfKeysInOrderedQueues() {
    var admin = fixture.broker.admin();
    admin.createTopic(TopicSpec.ordered("ordered"));
    fixture.queue(QueueSpec.ordered("keyed"));
    admin.subscribe(new SubscriptionSpec("ordered", "keyed", Map.of()));
    fixture.send("ordered", message("a1", "a"));
    fixture.send("ordered", message("a2", "a"));
    var keyed = fixture.subscription("keyed");

    var first = receiveOne(keyed);

    assertThat(Fixture.id(first)).isEqualTo("a1");
    assertThat(receive(keyed)).isEmpty();
    ack(keyed, first);
    assertThat(ids(receive(keyed))).containsExactly("a2");
  }
}
