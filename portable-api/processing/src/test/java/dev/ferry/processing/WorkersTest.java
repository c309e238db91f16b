package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** An application on one JVM, as a plan says. */
class WorkersTest {
  private final World world = new World();
  private final Queue<String> handled = new ConcurrentLinkedQueue<>();
  private final Application application =
      wiring -> {
        wiring.handler(
            "payment",
            Codec.utf8(),
            () ->
                (order, context) -> {
                  handled.add("payment of " + order);
                  context.publish("receipts", Message.of("receipt of " + order));
                });
        wiring.handler(
            "mail", Codec.utf8(), () -> (receipt, context) -> handled.add("mail of " + receipt));
      };
  private final ApplicationPlan plan =
      new ApplicationPlan(
          List.of(
              handler("payment", "orders", Set.of("receipts")), handler("mail", "mails", Set.of())),
          Map.of("receipts", Address.parse("tiny:mails")));

  @Test
  void step_pollsEveryHandlerOnce_inThePlansOrder() {
    world.publish("o1");
    try (Workers workers = open(plan)) {
      assertThat(workers.step()).isEqualTo(2);
      assertThat(handled).containsExactly("payment of o1", "mail of receipt of o1");
      assertThat(workers.step()).isZero();
      assertThat(workers.nextPollAfter(world.clock.instant())).isEqualTo(Instant.MAX);
    }
  }

  @Test
  void start_runsThemOnThreads_untilTheyAreClosed() {
    try (Workers workers = open(plan)) {
      workers.start();
      world.publish("o1");
      Await.until("both have run", () -> handled.size() == 2);
      Await.until("the mail is settled", () -> workers.worker("mail").messagesInFlight() == 0);
    }
    assertThat(world.broker.queue("mails").depth()).isZero();
    assertThat(world.broker.queue("mails").waiting()).isZero();
  }

  @Test
  void closed_closesWhatItOpened() {
    Workers workers = open(plan);
    workers.close();
    workers.close();

    assertThat(workers.step()).isZero();
    assertThatThrownBy(workers::start).isInstanceOf(MessagingException.class);
  }

  @Test
  void planThatCannotBeKept_opensNothing() {
    ApplicationPlan nowhere = new ApplicationPlan(plan.handlers(), Map.of());

    assertThatThrownBy(() -> open(nowhere))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("receipts");
  }

  @Test
  void part_ofThePlan_runsOnlyThat() {
    world.publish("o1");
    try (Workers workers = open(plan.only(List.of("payment")))) {
      assertThat(workers.step()).isEqualTo(1);
      assertThat(workers.step()).isZero();
      assertThatThrownBy(() -> workers.worker("mail")).hasMessageContaining("[payment]");
    }
    assertThat(handled).containsExactly("payment of o1");
  }

  @Test
  void handlerThatIsNotInThePlan_isRefused() {
    assertThatThrownBy(() -> plan.handler("audit")).hasMessageContaining("'audit'");
  }

  @Test
  void workerThatWaits_isPolledNext() {
    world.broker.queue("mails").failReceives(1);
    try (Workers workers = open(plan)) {
      workers.step();

      assertThat(workers.nextPollAfter(world.clock.instant()))
          .isEqualTo(world.clock.instant().plusMillis(100));
    }
  }

  @Test
  void idOfAForeignMessage_isWhereThePlanSays() {
    HandlerPlan mail = plan.handler("mail");
    HandlerPlan reading =
        new HandlerPlan(mail.settings(), mail.source(), mail.deadLetters(), null, "mail-id", true);
    world
        .broker
        .queue("mails")
        .storeForeign(TinyQueue.foreign("hello", Map.of("mail-id", "mail-7")));
    world.broker.queue("mails").storeForeign(TinyQueue.foreign("nameless", Map.of()));

    try (Workers workers = open(new ApplicationPlan(List.of(reading), Map.of()))) {
      workers.step();
    }

    assertThat(handled).containsExactly("mail of hello");
    assertThat(world.events.of("mail-7")).endsWith(ProcessingEvent.Kind.HANDLED);
    assertThat(world.broker.queue("mails-dead").depth()).isEqualTo(1);
  }

  private Workers open(ApplicationPlan what) {
    Services services =
        Services.builder()
            .store(world.store)
            .timeline(world.timeline)
            .executor(Runnable::run)
            .listener(world.events)
            .build();
    return Workers.open(world.messaging, application, what, WorkerOptions.defaults(), services);
  }

  private static HandlerPlan handler(String name, String queue, Set<String> publishes) {
    return new HandlerPlan(
        HandlerSettings.builder(name, queue).publishes(publishes).build(),
        Address.parse("tiny:" + queue),
        Address.parse("tiny:" + queue + "-dead"),
        null,
        null,
        false);
  }
}
