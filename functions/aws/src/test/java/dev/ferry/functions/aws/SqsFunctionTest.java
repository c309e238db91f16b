package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.aws.SqsProvider;
import dev.ferry.aws.SqsVisibility;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.processing.deadletter.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.sqs.model.Message;

/** Every shape of a batch: what Lambda is told, what SQS is told, and what comes again. */
class SqsFunctionTest {
  private static LocalSqs sqs;

  private Rig rig;
  private Rig fifo;

  @BeforeAll
  static void startQueues() {
    sqs = new LocalSqs();
  }

  @AfterAll
  static void stopQueues() {
    sqs.close();
  }

  @BeforeEach
  void makeQueues(TestInfo test) {
    String name = Integer.toHexString(test.getDisplayName().hashCode());
    rig = rig("q" + name);
    fifo = rig("q" + name + ".fifo");
  }

  private static Rig rig(String queue) {
    Rig rig = new Rig(sqs, queue);
    sqs.create(queue);
    sqs.create(rig.deadLetters());
    return rig;
  }

  private List<Message> batch(String... bodies) {
    for (String body : bodies) {
      sqs.send(rig.queue, body, null);
    }
    return rig.sqs.receive(rig.queue, bodies.length).stream()
        .sorted(Comparator.comparingInt(message -> List.of(bodies).indexOf(message.body())))
        .toList();
  }

  private static Message of(List<Message> batch, String body) {
    return batch.stream().filter(message -> message.body().equals(body)).findFirst().orElseThrow();
  }

  private void takeOrFail(Rig on, String order) {
    on.handled.add(order);
    if (order.contains("poison")) {
      throw new IllegalArgumentException("never");
    }
    if (order.contains("later")) {
      throw new IllegalStateException("not now");
    }
  }

  private SqsFunction taking(Rig on) {
    return on.function((order, context) -> takeOrFail(on, order));
  }

  @Test
  void allSucceed_nothingIsKept() throws IOException {
    List<Message> batch = batch("o1", "o2", "o3");

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo("{\"batchItemFailures\":[]}");

    assertThat(rig.handled).containsExactlyInAnyOrder("o1", "o2", "o3");
    assertThat(rig.calls.changes).isEmpty();
    assertThat(sqs.depth(rig.queue)).isZero();
  }

  @Test
  void oneFails_itIsKeptForItsBackoff_siblingsAreNot() throws IOException {
    List<Message> batch = batch("o1", "later", "o3");
    long began = System.nanoTime();

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo(Rig.keeping(of(batch, "later")));

    assertThat(rig.calls.changes)
        .containsExactly(
            List.of(
                new SqsVisibility(
                    of(batch, "later").receiptHandle(), (int) Rig.BACKOFF.toSeconds())));
    assertThat(sqs.receive(rig.queue, Duration.ofSeconds(20)))
        .extracting(Message::body)
        .containsExactly("later");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThan(Rig.BACKOFF.minusMillis(100));
  }

  @Test
  void allFail_allAreKept_inTheOrderOfTheEvent() throws IOException {
    List<Message> batch = batch("later-1", "later-2", "later-3");

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo(Rig.keeping(batch));

    assertThat(rig.calls.changes).hasSize(1);
    assertThat(rig.calls.changes.get(0))
        .extracting(SqsVisibility::seconds)
        .containsExactly(3, 3, 3);
    assertThat(sqs.depth(rig.queue)).isEqualTo(3);
  }

  @Test
  void moreThanTenGoBack_inRequestsOfTen() throws IOException {
    String[] bodies = IntStream.range(0, 25).mapToObj(i -> "later-" + i).toArray(String[]::new);
    List<Message> batch = batch(bodies);

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo(Rig.keeping(batch));

    assertThat(rig.calls.changes).extracting(List::size).containsExactly(10, 10, 5);
  }

  @Test
  void poison_goesToTheDeadLetterQueue_withItsStory_andIsNotKept() throws IOException {
    List<Message> batch = batch("o1", "poison");

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo(Rig.keeping());

    assertThat(sqs.depth(rig.queue)).isZero();
    Envelope envelope = deadLetter(rig);
    assertThat(envelope.summary().reason()).isEqualTo("REJECTED");
    assertThat(envelope.summary().attempts()).isEqualTo(1);
    assertThat(envelope.chain()).contains("IllegalArgumentException: never");
    assertThat(envelope.handler()).isEqualTo("take");
    assertThat(envelope.source()).isEqualTo("sqs:" + rig.queue);
  }

  private static Envelope deadLetter(Rig of) {
    try (Messaging messaging = Messaging.builder().provider(SqsProvider.of(sqs.client())).build();
        Subscription dead = messaging.subscription("sqs:" + of.deadLetters())) {
      List<Delivery> letters = dead.receive(10, Duration.ofSeconds(5));
      assertThat(letters).hasSize(1);
      return Envelope.read(letters.get(0).message()).orElseThrow();
    }
  }

  @Test
  void deadLetterQueueUnreachable_nothingIsAcked() throws IOException {
    List<Message> batch = batch("poison-1", "poison-2");
    rig.variables.put("FERRY_CHANNEL_DEAD", "sqs:nowhere");

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo(Rig.keeping(batch));

    assertThat(sqs.depth(rig.queue)).isEqualTo(2);
    assertThat(rig.fates("poison-1")).contains("SEND_FAILED").doesNotContain("DEAD_LETTERED");
  }

  @Test
  void deadLetterThatCouldNotBeSent_isSentTheNextTime_withoutRunningAgain() throws IOException {
    List<Message> batch = batch("poison");
    rig.variables.put("FERRY_CHANNEL_DEAD", "sqs:nowhere");
    rig.deliver(taking(rig), batch);
    rig.variables.put("FERRY_CHANNEL_DEAD", "sqs:" + rig.deadLetters());

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo(Rig.keeping());

    assertThat(rig.handled).containsExactly("poison");
    assertThat(deadLetter(rig).summary().reason()).isEqualTo("REJECTED");
  }

  @Test
  void lastAttempt_goesToTheDeadLetterQueue() throws IOException {
    SqsFunction function = taking(rig);
    List<Message> batch = batch("later");

    rig.deliver(function, batch);
    rig.deliver(function, batch);
    assertThat(rig.deliver(function, batch)).isEqualTo(Rig.keeping());

    assertThat(rig.handled).hasSize(3);
    assertThat(deadLetter(rig).summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
  }

  @Test
  void littleTimeLeft_onlyTheFirstBegins_theOthersComeAtOnce() throws IOException {
    List<Message> batch = batch("o1", "o2", "o3");

    assertThat(rig.invoke(taking(rig), batch, Duration.ofSeconds(8)))
        .isEqualTo(Rig.keeping(batch.subList(1, 3)));

    assertThat(rig.handled).containsExactly("o1");
    assertThat(rig.calls.changes)
        .containsExactly(
            List.of(
                new SqsVisibility(batch.get(2).receiptHandle(), 0),
                new SqsVisibility(batch.get(1).receiptHandle(), 0)));
    assertThat(rig.lines).anyMatch(line -> line.contains("raise the timeout"));
  }

  @Test
  void fairQueue_aGroupIsATenant_andStopsNobody() throws IOException {
    for (String body : List.of("a1", "a2-later", "a3")) {
      sqs.send(rig.queue, body, "tenant-a");
    }
    List<Message> batch = sqs.receive(rig.queue, 3);
    assertThat(batch)
        .allSatisfy(
            message ->
                assertThat(message.attributesAsStrings())
                    .containsEntry("MessageGroupId", "tenant-a"));

    assertThat(rig.deliver(taking(rig), batch)).isEqualTo(Rig.keeping(of(batch, "a2-later")));

    assertThat(rig.handled).containsExactlyInAnyOrder("a1", "a2-later", "a3");
  }

  @Test
  void fifoGroup_stopsAtItsFirstFailure_andIsHiddenWithIt_lastFirst() throws IOException {
    for (String body : List.of("a1", "a2-later", "a3", "a4")) {
      sqs.send(fifo.queue, body, "a");
    }
    for (String body : List.of("b1", "b2")) {
      sqs.send(fifo.queue, body, "b");
    }
    List<Message> batch = sqs.receive(fifo.queue, 6);
    List<Message> kept = List.of(of(batch, "a2-later"), of(batch, "a3"), of(batch, "a4"));

    assertThat(fifo.deliver(taking(fifo), batch)).isEqualTo(Rig.keeping(kept));

    assertThat(fifo.handled).containsExactlyInAnyOrder("a1", "a2-later", "b1", "b2");
    assertThat(fifo.calls.changes)
        .containsExactly(
            List.of(
                new SqsVisibility(of(batch, "a4").receiptHandle(), 3),
                new SqsVisibility(of(batch, "a3").receiptHandle(), 3),
                new SqsVisibility(of(batch, "a2-later").receiptHandle(), 3)));
  }

  @Test
  void fifoGroup_comesAgainInOrder_afterItsBackoff() throws IOException {
    for (String body : List.of("a1-later", "a2", "a3")) {
      sqs.send(fifo.queue, body, "a");
    }
    List<Message> batch = sqs.receive(fifo.queue, 3);
    long began = System.nanoTime();
    fifo.deliver(taking(fifo), batch);

    assertThat(sqs.receive(fifo.queue, Duration.ofSeconds(20)))
        .extracting(Message::body)
        .containsExactly("a1-later", "a2", "a3");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThan(Rig.BACKOFF.minusMillis(100));
  }

  @Test
  void fifoGroup_goesOnAfterADeadLetter() throws IOException {
    for (String body : List.of("a1-poison", "a2")) {
      sqs.send(fifo.queue, body, "a");
    }
    List<Message> batch = sqs.receive(fifo.queue, 2);

    assertThat(fifo.deliver(taking(fifo), batch)).isEqualTo(Rig.keeping());

    assertThat(fifo.handled).containsExactly("a1-poison", "a2");
  }
}
