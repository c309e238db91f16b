package dev.ferry.peers.azure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTest {
  private static final Duration LOCK = Duration.ofSeconds(30);

  private final Bus bus = new Bus();

  @BeforeEach
  void createQueue() {
    bus.peer.createQueue(QueueOptions.of("orders").withLock(LOCK).withMaxDeliveries(3));
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void sentMessage_isReceivedWithItsProperties_andGoneWhenCompleted() {
    bus.sender("orders")
        .sendMessage(
            Bus.message("one").setMessageId("id-1").setSubject("s").setContentType("text/plain"));
    ServiceBusReceiverClient receiver = bus.receiver("orders");

    ServiceBusReceivedMessage message = Bus.next(receiver);

    assertThat(Bus.text(message)).isEqualTo("one");
    assertThat(message.getMessageId()).isEqualTo("id-1");
    assertThat(message.getSubject()).isEqualTo("s");
    assertThat(message.getContentType()).isEqualTo("text/plain");
    assertThat(message.getDeliveryCount()).isZero();
    assertThat(message.getEnqueuedTime().toInstant()).isEqualTo(bus.clock.instant());
    assertThat(message.getLockedUntil().toInstant()).isEqualTo(bus.clock.instant().plus(LOCK));
    receiver.complete(message);
    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void batch_isStoredMessageByMessage_inOrder() {
    bus.sender("orders")
        .sendMessages(List.of(Bus.message("1"), Bus.message("2"), Bus.message("3")));
    ServiceBusReceiverClient receiver = bus.receiver("orders");

    List<String> texts = new ArrayList<>();
    for (int each = 0; each < 3; each++) {
      texts.add(Bus.text(Bus.next(receiver)));
    }

    assertThat(texts).containsExactly("1", "2", "3");
  }

  @Test
  void receivers_takeTurns_whereMessagesComeOneByOne() throws InterruptedException {
    ServiceBusSenderClient sender = bus.sender("orders");
    BlockingQueue<String> had = new LinkedBlockingQueue<>();
    bus.listen("orders", message -> had.add("first"));
    bus.listen("orders", message -> had.add("second"));
    Set<String> attached = new HashSet<>();
    while (attached.size() < 2) {
      attached.add(turn(sender, had));
    }

    List<String> turns = new ArrayList<>();
    for (int message = 0; message < 4; message++) {
      turns.add(turn(sender, had));
    }

    assertThat(turns.subList(0, 2)).containsExactlyInAnyOrder("first", "second");
    assertThat(turns.subList(2, 4)).isEqualTo(turns.subList(0, 2));
  }

  private static String turn(ServiceBusSenderClient sender, BlockingQueue<String> had)
      throws InterruptedException {
    sender.sendMessage(Bus.message("next"));
    return Objects.requireNonNull(had.poll(20, TimeUnit.SECONDS), "nobody had the message");
  }

  @Test
  void abandonedMessage_comesBackAtOnce_countedAndChanged() {
    bus.sender("orders").sendMessage(Bus.message("one"));
    ServiceBusReceiverClient receiver = bus.receiver("orders");

    receiver.abandon(
        Bus.next(receiver), new AbandonOptions().setPropertiesToModify(Map.of("seen", "yes")));
    ServiceBusReceivedMessage again = Bus.next(receiver);

    assertThat(again.getDeliveryCount()).isEqualTo(1);
    assertThat(again.getApplicationProperties()).containsEntry("seen", "yes");
  }

  @Test
  void messageThatFailsTooOften_isDeadLetteredWithTheReason() {
    bus.sender("orders").sendMessage(Bus.message("poison"));
    ServiceBusReceiverClient receiver = bus.receiver("orders");

    for (int delivery = 0; delivery < 3; delivery++) {
      receiver.abandon(Bus.next(receiver));
    }

    ServiceBusReceivedMessage dead = Bus.next(bus.deadLetters("orders"));
    assertThat(dead.getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
    assertThat(dead.getDeadLetterSource()).isEqualTo("orders");
    assertThat(bus.counts("orders").active()).isZero();
  }

  @Test
  void deadLetteredMessage_hasReasonDescriptionAndChanges() {
    bus.sender("orders").sendMessage(Bus.message("poison"));
    ServiceBusReceiverClient receiver = bus.receiver("orders");

    receiver.deadLetter(
        Bus.next(receiver),
        new DeadLetterOptions()
            .setDeadLetterReason("POISON")
            .setDeadLetterErrorDescription("cannot be parsed")
            .setPropertiesToModify(Map.of("round", "1")));

    ServiceBusReceiverClient dead = bus.deadLetters("orders");
    ServiceBusReceivedMessage message = Bus.next(dead);
    assertThat(message.getDeadLetterReason()).isEqualTo("POISON");
    assertThat(message.getDeadLetterErrorDescription()).isEqualTo("cannot be parsed");
    assertThat(message.getApplicationProperties()).containsEntry("round", "1");
    dead.complete(message);
    assertThat(bus.counts("orders").deadLetters()).isZero();
  }

  @Test
  void lockThatIsOver_givesTheMessageBack_andRefusesItsOwner() {
    bus.sender("orders").sendMessage(Bus.message("slow"));
    ServiceBusReceiverClient receiver = bus.receiver("orders");
    ServiceBusReceivedMessage late = Bus.next(receiver);

    bus.clock.advance(LOCK);

    assertThat(Bus.next(receiver).getDeliveryCount()).isEqualTo(1);
    assertLost(() -> receiver.complete(late));
    assertLost(() -> receiver.renewMessageLock(late));
  }

  private static void assertLost(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            failed ->
                assertThat(failed.getReason())
                    .isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST));
  }

  @Test
  void renewedLock_lastsFromNow_andIsNotCounted() {
    bus.sender("orders").sendMessage(Bus.message("slow"));
    ServiceBusReceiverClient receiver = bus.receiver("orders");
    ServiceBusReceivedMessage message = Bus.next(receiver);

    bus.clock.advance(LOCK.minusSeconds(1));
    assertThat(receiver.renewMessageLock(message).toInstant())
        .isEqualTo(bus.clock.instant().plus(LOCK));
    bus.clock.advance(LOCK.minusSeconds(1));
    receiver.complete(message);

    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void scheduledMessage_appearsAtItsTime_unlessItIsCancelled() {
    ServiceBusSenderClient sender = bus.sender("orders");
    ServiceBusReceiverClient receiver = bus.receiver("orders");
    OffsetDateTime due = bus.clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC);

    sender.scheduleMessage(Bus.message("later"), due);
    long cancelled = sender.scheduleMessage(Bus.message("never"), due);
    sender.sendMessage(Bus.message("also later").setScheduledEnqueueTime(due));
    sender.cancelScheduledMessage(cancelled);

    assertThat(bus.counts("orders").scheduled()).isEqualTo(2);
    assertThat(Bus.isEmpty(receiver)).isTrue();
    bus.clock.advance(Duration.ofSeconds(60));
    assertThat(Bus.text(Bus.next(receiver))).isEqualTo("later");
    assertThat(Bus.text(Bus.next(receiver))).isEqualTo("also later");
  }

  @Test
  void deferredMessage_isOnlyForWhoAsksForIt() {
    bus.sender("orders").sendMessage(Bus.message("aside"));
    ServiceBusReceiverClient receiver = bus.receiver("orders");
    ServiceBusReceivedMessage message = Bus.next(receiver);
    receiver.defer(message);

    assertThat(Bus.isEmpty(receiver)).isTrue();
    ServiceBusReceivedMessage asked = receiver.receiveDeferredMessage(message.getSequenceNumber());
    assertThat(Bus.text(asked)).isEqualTo("aside");
    receiver.complete(asked);
    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void peek_looksAtAllMessages_withoutTakingOrCounting() {
    bus.sender("orders").sendMessages(List.of(Bus.message("1"), Bus.message("2")));
    ServiceBusReceiverClient receiver = bus.receiver("orders");

    List<String> seen = receiver.peekMessages(10).stream().map(Bus::text).toList();

    assertThat(seen).containsExactly("1", "2");
    assertThat(Bus.next(receiver).getDeliveryCount()).isZero();
  }

  @Test
  void receiveAndDelete_takesForGood() {
    bus.sender("orders").sendMessage(Bus.message("one"));
    ServiceBusReceiverClient receiver =
        bus.kept(
            bus.builder()
                .receiver()
                .queueName("orders")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient());

    assertThat(Bus.text(Bus.next(receiver))).isEqualTo("one");
    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void sameMessageId_isDroppedWithinTheWindow_andTakenAfterIt() {
    bus.peer.createQueue(QueueOptions.of("once").withDuplicateDetection(Duration.ofMinutes(10)));
    ServiceBusSenderClient sender = bus.sender("once");

    sender.sendMessage(Bus.message("one").setMessageId("same"));
    sender.sendMessage(Bus.message("two").setMessageId("same"));
    assertThat(bus.counts("once").active()).isEqualTo(1);
    bus.clock.advance(Duration.ofMinutes(10));
    sender.sendMessage(Bus.message("three").setMessageId("same"));

    assertThat(bus.counts("once").active()).isEqualTo(2);
  }

  @Test
  void expiredMessage_isDeadLettered_whereTheQueueSaysSo() {
    bus.peer.createQueue(QueueOptions.of("news").withTimeToLive(Duration.ofMinutes(1), true));
    bus.peer.createQueue(QueueOptions.of("gossip").withTimeToLive(Duration.ofMinutes(1), false));
    bus.sender("news").sendMessage(Bus.message("old"));
    bus.sender("gossip").sendMessage(Bus.message("old"));

    bus.clock.advance(Duration.ofMinutes(1));

    assertThat(Bus.next(bus.deadLetters("news")).getDeadLetterReason())
        .isEqualTo("TTLExpiredException");
    assertThat(bus.counts("gossip")).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void queueThatIsNotThere_isSaidSo() {
    assertThatThrownBy(() -> bus.sender("nowhere").sendMessage(Bus.message("lost")))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            failed ->
                assertThat(failed.getReason())
                    .isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND));
  }

  @Test
  void message_mayBeAsLargeAsTheStandardTierAllows_andNoLarger() {
    bus.sender("orders").sendMessage(Bus.message("x".repeat(250_000)));

    assertThat(Bus.text(Bus.next(bus.receiver("orders")))).hasSize(250_000);
    assertThatThrownBy(
            () ->
                bus.sender("orders")
                    .sendMessage(new ServiceBusMessage(BinaryData.fromBytes(new byte[262_144]))))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            failed ->
                assertThat(failed.getReason())
                    .isEqualTo(ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED));
  }

  @Test
  void receivers_takeTurns() {
    ServiceBusReceiverClient one = bus.receiver("orders");
    ServiceBusReceiverClient other = bus.receiver("orders");
    bus.sender("orders").sendMessages(List.of(Bus.message("1"), Bus.message("2")));

    assertThat(List.of(Bus.text(Bus.next(one)), Bus.text(Bus.next(other))))
        .containsExactlyInAnyOrder("1", "2");
  }
}
