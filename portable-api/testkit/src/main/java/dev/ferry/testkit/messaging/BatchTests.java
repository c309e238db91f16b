package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.BatchResult;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.PublishReceipt;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many at once: each has a fate of its own, and is told it. */
@Feature("Batches with partial failure")
interface BatchTests extends BrokerTests {
  /** More than one batch of any broker that counts them. */
  int MANY = 25;

  private static List<Message> messages(String prefix) {
    return IntStream.range(0, MANY).mapToObj(number -> Message.of(prefix + number)).toList();
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(message -> message.body().utf8()).toList();
  }

  @Test
  default void publishAll_sendsMoreThanABatchTakes() {
    Address queue = scene().queue();
    List<Message> messages = messages("m");

    BatchResult result = scene().publisher(queue).publishAll(messages);

    assertThat(result.allSent()).isTrue();
    assertThat(result.fates().stream().map(BatchResult.Fate::messageId))
        .containsExactlyElementsOf(messages.stream().map(Message::id).toList());
    assertThat(Scene.texts(scene().receive(scene().subscription(queue), MANY)))
        .containsExactlyInAnyOrderElementsOf(texts(messages));
  }

  @Test
  default void submit_isReceived_onceItIsFlushed() throws Exception {
    Address queue = scene().queue();
    PublisherOptions options =
        PublisherOptions.defaults().withBatch(MANY, 1 << 16, Duration.ofHours(1));
    Publisher publisher = scene().publisher(queue, options);
    List<Message> messages = messages("s");
    List<CompletableFuture<PublishReceipt>> answers = new ArrayList<>();
    for (Message message : messages) {
      answers.add(publisher.submit(message).toCompletableFuture());
    }

    publisher.flush(Duration.ofMinutes(1));

    for (int i = 0; i < MANY; i++) {
      assertThat(answers.get(i).get(1, TimeUnit.MINUTES).messageId())
          .isEqualTo(messages.get(i).id());
    }
    assertThat(Scene.texts(scene().receive(scene().subscription(queue), MANY)))
        .containsExactlyInAnyOrderElementsOf(texts(messages));
  }

  /** A driver is given a batch of which one can never be stored: what it tells is so. */
  @Test
  default void sendWithAMessageThatCannotBeStored_tellsTheFateOfEach() {
    Address queue = scene().queue();
    List<OutboundMessage> batch = List.of(plain("a"), withTooManyAttributes("b"), plain("c"));
    List<String> stored = new ArrayList<>();
    try (PublisherDriver driver =
        scene().provider().openPublisher(queue, scene().harness().timeline())) {
      List<SendResult> results = driver.send(batch);
      assertThat(results).hasSameSizeAs(batch);
      for (int i = 0; i < batch.size(); i++) {
        if (results.get(i) instanceof SendResult.Sent) {
          stored.add(batch.get(i).messageId());
        }
      }
    } catch (MessagingException allFailed) {
      assertThat(allFailed.retryable()).isFalse();
    }

    assertThat(scene().drain(scene().subscription(queue)))
        .containsExactlyInAnyOrderElementsOf(stored)
        .doesNotContain("b");
  }

  private static OutboundMessage plain(String id) {
    return new OutboundMessage(
        id, Body.of(id), Map.of("a", "1"), null, "dedup-" + id, Duration.ZERO);
  }

  private OutboundMessage withTooManyAttributes(String id) {
    Map<String, String> attributes = new TreeMap<>();
    int tooMany = scene().capabilities().limits().attributes() + 1;
    IntStream.range(0, tooMany).forEach(number -> attributes.put("a" + number, "1"));
    return new OutboundMessage(id, Body.of(id), attributes, null, "dedup-" + id, Duration.ZERO);
  }

  /** The broker refuses some of what was sent: they are told, and the others are there. */
  @Test
  default void publishAll_withRefusedMessages_tellsWhich() {
    Address queue = scene().queue();
    List<Message> messages = messages("p");
    RefusingProvider refusing =
        new RefusingProvider(scene().harness().open(), sent -> sent.body().utf8().endsWith("3"));
    try (Messaging messaging =
            Messaging.builder().provider(refusing).timeline(scene().harness().timeline()).build();
        Publisher publisher = messaging.publisher(queue, PublisherOptions.defaults())) {
      BatchResult result = publisher.publishAll(messages);

      assertThat(result.failures().stream().map(BatchResult.Fate::messageId))
          .containsExactly(messages.get(3).id(), messages.get(13).id(), messages.get(23).id());
    }
    assertThat(scene().drain(scene().subscription(queue)))
        .hasSize(MANY - 3)
        .doesNotContain("p3", "p13", "p23");
  }

  /** Several deliveries are settled by one call, each in its own way. */
  @Test
  default void settleOfMany_hasItsEffectOnEach() {
    Address queue = scene().queue();
    scene().publisher(queue).publishAll(List.of(Message.of("done"), Message.of("again")));
    try (SubscriptionDriver driver =
        scene().provider().openSubscription(queue, scene().harness().timeline())) {
      List<Settlement> settlements = new ArrayList<>();
      while (settlements.size() < 2) {
        var batch = driver.receive(2, scene().harness().patience());
        assertThat(batch).isNotEmpty();
        batch.forEach(
            one ->
                settlements.add(
                    one.body().utf8().equals("done")
                        ? new Settlement.Ack(one.receipt())
                        : new Settlement.Nack(one.receipt(), Duration.ZERO)));
      }
      assertThat(driver.settle(settlements)).containsExactly(null, null);
    }
    scene().pass(scene().ticks(1));

    Subscription subscription = scene().subscription(queue);
    assertThat(scene().drain(subscription)).containsExactly("again");
    scene().passLease();
    scene().assertEmpty(subscription);
  }

  @Test
  default void receive_givesAtMostWhatWasAskedFor() {
    Address queue = scene().queue();
    scene().publisher(queue).publishAll(messages("r"));
    Subscription subscription = scene().subscription(queue);

    List<Delivery> some = subscription.receive(3, scene().harness().patience());

    assertThat(some).hasSizeBetween(1, 3);
    some.forEach(Delivery::ack);
    assertThat(scene().drain(subscription)).hasSize(MANY - some.size());
  }
}
