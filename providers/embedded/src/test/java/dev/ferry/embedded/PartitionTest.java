package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.embedded.Acknowledgement.Status;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTest {
  private static final Duration SESSION = Duration.ofSeconds(45);

  private final Fixture fixture =
      new Fixture(EmbeddedBroker.builder().sessionTimeout(SESSION))
          .queue(QueueSpec.ordered("orders").withPartitions(4));
  private final SubscriptionDriver one = fixture.subscription("orders?consumer=one");
  private final SubscriptionDriver two = fixture.subscription("orders?consumer=two");

  private int published;

  @Test
  void soleConsumer_readsEverything() {
    publishKeys(8);

    assertThat(receive(one)).hasSize(8);
    assertThat(owners()).containsOnly("one");
  }

  @Test
  void consumers_shareThePartitions_andKeepTheirKeys() {
    receive(one);
    receive(two);
    assertThat(owners()).containsExactly("one", "one", "two", "two");

    for (int round = 0; round < 3; round++) {
      publishKeys(8);
      var ofOne = receive(one);
      var ofTwo = receive(two);
      assertThat(ofOne).extracting(Fixture::id).hasSize(4).allMatch(id -> partition(id) < 2);
      assertThat(ofTwo).extracting(Fixture::id).hasSize(4).allMatch(id -> partition(id) >= 2);
      ofOne.forEach(delivery -> ack(one, delivery));
      ofTwo.forEach(delivery -> ack(two, delivery));
    }
  }

  @Test
  void openConsumerThatNeverReceives_takesNothingAway() {
    fixture.subscription("orders?consumer=onlooker").peek(null, 10);
    receive(one);

    assertThat(owners()).containsOnly("one");
  }

  @Test
  void closedConsumer_leavesItsPartitionsToTheOthers() {
    receive(one);
    receive(two);

    two.close();

    assertThat(owners()).containsOnly("one");
  }

  @Test
  void thirdConsumer_takesOfBoth_whoKeepTheRest() {
    receive(one);
    receive(two);

    receive(fixture.subscription("orders?consumer=three"));

    List<String> after = owners();
    assertThat(after).containsExactly("one", "one", "two", "three");
  }

  @Test
  void consumerBeyondThePartitions_getsNothing_untilAnotherGoes() {
    Fixture single = new Fixture().queue(QueueSpec.ordered("orders").withPartitions(1));
    SubscriptionDriver first = single.subscription("orders?consumer=first");
    SubscriptionDriver second = single.subscription("orders?consumer=second");
    receive(first);
    single.send("orders", message("m1", "key"));

    assertThat(receive(second)).isEmpty();
    first.close();
    assertThat(ids(receive(second))).containsExactly("m1");
  }

  @Test
  void silentConsumer_losesItsPartitions_afterTheSessionTimeout() {
    receive(one);
    receive(two);
    publishKeys(4);

    fixture.clock.advance(SESSION.minusNanos(1));
    assertThat(receive(one)).hasSize(2);
    fixture.clock.advance(Duration.ofNanos(1));
    assertThat(receive(one)).hasSize(2);
    assertThat(owners()).containsOnly("one");
  }

  @Test
  void silence_isAnEvent_whereMessagesWaitForIt() {
    receive(one);
    assertThat(fixture.broker.nextEvent()).isEmpty();
    publishKeys(1);

    assertThat(fixture.broker.nextEvent()).contains(fixture.clock.instant().plus(SESSION));
  }

  @Test
  void settling_isASignOfLife() {
    publishKeys(1);
    var delivery = receiveOne(one);
    fixture.clock.advance(Duration.ofSeconds(29));
    ack(one, delivery);

    fixture.clock.advance(Duration.ofSeconds(44));

    assertThat(owners()).containsOnly("one");
  }

  @Test
  void consumerWhoseLeaseRanOut_countsAsDead_untilItReceivesAgain() {
    receive(one);
    receive(two);
    publishKeys(4);
    assertThat(receive(two)).hasSize(2);

    fixture.clock.advance(Duration.ofSeconds(30));

    assertThat(receive(one)).as("its own and those of the dead one").hasSize(4);
    assertThat(owners()).containsOnly("one");
    receive(two);
    assertThat(owners()).containsExactlyInAnyOrder("one", "one", "two", "two");
  }

  @Test
  void movedPartition_givesNothingOfAKeyThatTheFormerOwnerStillHas() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"));
    var held = receiveOne(one);

    receive(two);
    receive(two);
    one.close();
    assertThat(receive(two)).isEmpty();

    fixture.broker.expireLease("orders", "a1");
    assertThat(ids(receive(two))).containsExactly("a1", "a2");
    assertThat(Fixture.id(held)).isEqualTo("a1");
  }

  @Test
  void messagesWithoutKey_areSpreadByTheirIds() {
    Fixture plain = new Fixture().queue(QueueSpec.standard("plain").withPartitions(2));
    SubscriptionDriver first = plain.subscription("plain");
    SubscriptionDriver second = plain.subscription("plain");
    receive(first);
    receive(second);
    plain.send("plain", message("a"), message("b"), message("c"), message("d"));

    assertThat(receive(first)).extracting(Fixture::id).containsExactly("b", "d");
    assertThat(receive(second)).extracting(Fixture::id).containsExactly("a", "c");
  }

  @Test
  void acknowledgements_nameConsumerPartitionAndOffset() {
    publishKeys(4);
    receive(one).forEach(delivery -> ack(one, delivery));
    publishKeys(4);
    receive(one).forEach(delivery -> ack(one, delivery));

    assertThat(fixture.broker.acknowledgements("orders"))
        .hasSize(8)
        .allMatch(entry -> entry.consumer().equals("one") && entry.status() == Status.ACKED)
        .allMatch(entry -> entry.partition() == partition(entry.messageId()))
        .extracting(Acknowledgement::offset)
        .containsExactly(0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L);
  }

  /** Publishes a message for each of that many keys, which hash to the partitions in turn. */
  private void publishKeys(int keys) {
    for (int i = 0; i < keys; i++) {
      String key = partitionedName(i);
      fixture.send("orders", message("m" + key + published++, key));
    }
  }

  /** A name whose hash is its place in the alphabet, from "@" (64) on. */
  private static String partitionedName(int i) {
    return Character.toString(64 + i);
  }

  private static int partition(String id) {
    return Math.floorMod(id.charAt(1), 4);
  }

  private List<String> owners() {
    return Collections.unmodifiableList(fixture.broker.partitionOwners("orders"));
  }
}
