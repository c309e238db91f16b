package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetterSummary;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.testkit.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator lists dead letters, looks at them, sends them back and parks them. */
@Feature("Redrive")
interface OperationsTests extends BrokerTests {

  private DeadLetters.Builder letters(Address dead) {
    return DeadLetters.builder()
        .from(scene().subscription(dead))
        .timeline(scene().harness().timeline())
        .pause(scene()::pass)
        .emptyAfter(scene().harness().silence());
  }

  /** A letter as a handler's failure leaves it. */
  private void dead(Address queue, String id) {
    Message order = Message.builder(Body.of(id)).id(id).attribute("kind", "order").build();
    scene().publisher(queue).forward(Letters.deadLetter(order));
  }

  @Test
  default void list_countsEachMessageOnce_andLeavesAllForOthers() {
    Address dead = scene().queue();
    dead(dead, "order-1");
    dead(dead, "order-1");
    dead(dead, "order-2");
    scene().publish(dead, "never reached a handler");

    DeadLetterSummary summary = letters(dead).build().list();

    assertThat(summary.letters()).isEqualTo(4);
    assertThat(summary.distinct()).isEqualTo(3);
    assertThat(summary.byReason())
        .containsEntry("ATTEMPTS_EXHAUSTED", 2L)
        .containsEntry("NATIVE", 1L);
    assertThat(scene().receive(scene().subscription(dead), 4)).hasSize(4);
  }

  @Test
  default void peek_showsALettersStory_andLeavesIt() {
    Address dead = scene().queue();
    dead(dead, "order-1");

    List<DeadLetter> seen = letters(dead).build().peek(DeadLetterFilter.all(), 10).letters();

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).envelope()).isEqualTo(Letters.ENVELOPE);
    assertThat(seen.get(0).round()).isEqualTo(1);
    assertThat(Scene.text(scene().receiveOne(scene().subscription(dead)))).isEqualTo("order-1");
  }

  @Test
  default void redrive_sendsWhatIsMeant_inItsNextRound_andReleasesTheRest() {
    Address dead = scene().queue();
    Address queue = scene().queue();
    dead(dead, "order-1");
    dead(dead, "order-2");

    RedriveResult result =
        letters(dead)
            .redriveTo("payment", scene().publisher(queue))
            .build()
            .redrive(RedriveRequest.of(DeadLetterFilter.id("order-2")));

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.failure()).isNull();
    Message back = scene().receiveOne(scene().subscription(queue)).message();
    assertThat(back.id()).isEqualTo("order-2");
    assertThat(back.attributes()).containsEntry("kind", "order");
    assertThat(back.history()).isEqualTo(new History(1, 5, Letters.FAILED, Letters.SOURCE));
    assertThat(back.notes()).isEmpty();
    assertThat(scene().drain(scene().subscription(dead))).containsExactly("order-1");
  }

  @Test
  default void redrive_letterOfTheBrokersOwn_beginsTheRoundAfterItsOwn() {
    scene().requires(scene().capabilities().maxDeliveries(), "limit of deliveries");
    QueueSpec deadSpec = QueueSpec.standard(scene().newName());
    Address dead = scene().queue(deadSpec);
    Address queue =
        scene()
            .queue(
                QueueSpec.standard(scene().newName())
                    .withDeadLetter(scene().limit(1), deadSpec.name()));
    Message order = scene().publish(queue, "order");
    Subscription source = scene().subscription(queue);
    scene().nack(source, scene().limit(1));
    scene().assertEmpty(source);

    DeadLetters letters = letters(dead).redriveTo("payment", scene().publisher(queue)).build();
    assertThat(letters.peek(DeadLetterFilter.reason(Reason.NATIVE), 10).letters())
        .extracting(DeadLetter::id)
        .containsExactly(order.id());
    assertThat(letters.redrive(RedriveRequest.all()).redriven()).isEqualTo(1);

    Delivery back = scene().receiveOne(source);
    assertThat(back.message().id()).isEqualTo(order.id());
    assertThat(back.message().history().round()).isEqualTo(1);
    scene().assertEmpty(scene().subscription(dead));
  }

  @Test
  default void redrive_afterTheLastRound_parks_andForceBringsItBack() {
    Address dead = scene().queue();
    Address park = scene().queue();
    Address queue = scene().queue();
    dead(dead, "order-1");

    RedriveResult result =
        letters(dead)
            .redriveTo("payment", scene().publisher(queue))
            .parkTo(scene().publisher(park))
            .policy(new RedrivePolicy(0))
            .build()
            .redrive(RedriveRequest.all());

    assertThat(result.parked()).isEqualTo(1);
    scene().assertEmpty(scene().subscription(queue));
    DeadLetters parked = letters(park).redriveTo("payment", scene().publisher(queue)).build();
    assertThat(parked.peek(DeadLetterFilter.all(), 10).letters())
        .extracting(DeadLetter::envelope)
        .containsExactly(Letters.ENVELOPE);
    RedriveRequest forced = RedriveRequest.builder().forced().build();
    assertThat(parked.redrive(forced).redriven()).isEqualTo(1);
    assertThat(scene().drain(scene().subscription(queue))).containsExactly("order-1");
    scene().assertEmpty(scene().subscription(park));
  }
}
