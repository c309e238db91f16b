package dev.ferry.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.SEND_FAILED;
import static dev.ferry.processing.ProcessingEvent.Kind.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.FlakyStore.Call;
import dev.ferry.processing.deadletter.Envelope;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a handler publishes through its context, without and with a commit of its own. */
class StagedPublishingTest {
  private final World world = new World();
  private final TinyQueue receipts = world.broker.queue("receipts");
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void staged_isSentBeforeTheRecordIsCompleted() throws InterruptedException {
    List<State> stateAtSend = new ArrayList<>();
    Processor processor = world.processor(publishing("receipt"));
    receipts.beforeSend(() -> stateAtSend.add(world.record("o1").state()));

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());

    assertThat(stateAtSend).containsExactly(State.RUNNING);
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
    assertThat(world.record("o1").outbox()).isEmpty();
  }

  @Test
  void staged_isNotSentWhenTheHandlerFails() throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              context.publish("receipts", Message.of("receipt"));
              throw new IOException("no answer");
            });
    world.processOne(processor, "o1");

    assertThat(receipts.sent()).isEmpty();
  }

  @Test
  void severalOnOneChannel_areSentInOneCall() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    receipts.beforeSend(calls::incrementAndGet);
    Processor processor = world.processor(publishing("one", "two", "three"));
    world.processOne(processor, "o1");

    assertThat(world.messagesIn("receipts"))
        .extracting(message -> message.body().utf8())
        .containsExactly("one", "two", "three");
    assertThat(calls).hasValue(1);
  }

  @Test
  void repeatedRun_publishesTheSameIds() throws InterruptedException {
    world.store.down(Call.COMPLETE);
    Processor processor = world.processor(publishing("one", "two"));
    world.processOne(processor, "o1");
    world.clock.advance(World.LEASE);
    world.store.up();
    world.publish("o1");
    world.process(processor);

    List<String> ids = receipts.sent().stream().map(OutboundMessage::messageId).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2)).doesNotHaveDuplicates();
    List<String> dedup = receipts.sent().stream().map(OutboundMessage::deduplicationId).toList();
    assertThat(dedup.subList(2, 4)).isEqualTo(dedup.subList(0, 2)).doesNotHaveDuplicates();
  }

  @Test
  void redrivenRun_publishesTheSameIds() throws InterruptedException {
    Processor processor = world.processor(publishing("one"));
    world.settings.guarantee(Guarantee.AT_LEAST_ONCE);
    Processor again = world.processor(publishing("one"));
    world.processOne(processor, "o1");
    world.publish(
        world.message("o1").history(new History(1, 3, Instant.EPOCH, "tiny:orders")).build());
    world.process(again);

    assertThat(receipts.sent().stream().map(OutboundMessage::messageId).distinct()).hasSize(1);
  }

  @Test
  void ids_differByInputAndByName() throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              context.publish("receipts", "mail", Message.of("mail"));
              context.publish("receipts", Message.of("second"));
            });
    world.processOne(processor, "o1");
    world.processOne(processor, "o2");

    assertThat(receipts.sent().stream().map(OutboundMessage::messageId))
        .hasSize(4)
        .doesNotHaveDuplicates();
  }

  @Test
  void name_makesTheIdIndependentOfTheOrder() throws InterruptedException {
    world.settings.guarantee(Guarantee.AT_LEAST_ONCE);
    Processor processor =
        world.processor(
            (order, context) -> {
              if (runs.incrementAndGet() == 1) {
                context.publish("receipts", "audit", Message.of("audit"));
              }
              context.publish("receipts", "mail", Message.of("mail"));
            });
    world.processOne(processor, "o1");
    world.processOne(processor, "o1");

    List<Message> sent = world.messagesIn("receipts");
    assertThat(sent).extracting(message -> message.body().utf8()).endsWith("mail");
    assertThat(sent.get(2).id()).isEqualTo(sent.get(1).id());
  }

  @Test
  void stamp_isNowUnlessTheHandlerGivesOne() throws InterruptedException {
    Instant given = Instant.parse("2020-02-02T02:02:02Z");
    Processor processor =
        world.processor(
            (order, context) -> {
              context.publish("receipts", Message.of("now"));
              context.publish(
                  "receipts", Message.builder(Body.of("then")).timestamp(given).build());
            });
    world.processOne(processor, "o1");

    assertThat(world.messagesIn("receipts"))
        .extracting(Message::timestamp)
        .containsExactly(world.clock.instant(), given);
  }

  @Test
  void channelThatTheTopologyDoesNotName_isRefused() throws InterruptedException {
    assertRefused(context -> context.publish("secrets", Message.of("x")), "channel 'secrets'");
  }

  @Test
  void messageAboveTheChannelsLimits_isRefusedAtOnce_notAfterTheEffect()
      throws InterruptedException {
    Message large = Message.of("x".repeat(TinyBroker.MAX_BYTES));

    assertRefused(context -> context.publish("receipts", large), "bytes");
  }

  @Test
  void nameThatWasUsedBefore_isRefused() throws InterruptedException {
    assertRefused(
        context -> {
          context.publish("receipts", "mail", Message.of("one"));
          context.publish("receipts", "mail", Message.of("two"));
        },
        "'mail' was staged before");
  }

  private void assertRefused(Consumer<Context> use, String why) throws InterruptedException {
    List<MessagingException> refused = new ArrayList<>();
    Processor processor =
        world.processor(
            (order, context) -> {
              try {
                use.accept(context);
              } catch (MessagingException expected) {
                refused.add(expected);
              }
            });
    world.processOne(processor, "o1");

    assertThat(refused)
        .singleElement()
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .satisfies(failure -> assertThat(failure).hasMessageContaining(why));
  }

  @Test
  void sendThatFails_isRetriedByThePolicy_withAnAttempt() throws InterruptedException {
    receipts.failSends(1);
    Processor processor = world.processor(publishing("receipt"));

    assertThat(world.processOne(processor, "o1"))
        .isEqualTo(new Redeliver(World.FIRST_DELAY, Why.SEND_FAILED, 1));
    assertThat(world.record("o1").state()).isEqualTo(State.RELEASED);
    assertThat(world.record("o1").attempts()).isEqualTo(1);
    assertThat(world.events.kinds()).containsExactly(STARTED, SEND_FAILED);

    world.publish("o1");
    assertThat(world.process(processor)).containsExactly(new Done());
    assertThat(receipts.sent()).hasSize(1);
  }

  @Test
  void sendThatAlwaysFails_isDeadLetteredAfterTheLastAttempt_withItsStory()
      throws InterruptedException {
    receipts.failSends(World.ATTEMPTS);
    Processor processor = world.processor(publishing("receipt"));
    for (int attempt = 1; attempt <= World.ATTEMPTS; attempt++) {
      world.processOne(processor, "o1");
    }

    Envelope envelope = Envelope.read(world.messagesIn("orders-dead").get(0)).orElseThrow();
    assertThat(envelope.summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
    assertThat(envelope.chain()).contains("told to fail");
  }

  @Test
  void fencedOutWhileTheSendFails_settlesNothing() throws InterruptedException {
    receipts.failSends(1);
    receipts.beforeSend(() -> world.takeOver("o1"));
    Processor processor = world.processor(publishing("receipt"));

    assertThat(world.processOne(processor, "o1"))
        .isEqualTo(new Disposition.Leave(Disposition.Cause.FENCED_OUT));
  }

  @Test
  void stagedForACommit_isStoredWithIt_andSentAfterIt() throws InterruptedException {
    List<Integer> storedAtSend = new ArrayList<>();
    receipts.beforeSend(() -> storedAtSend.add(world.record("o1").outbox().size()));
    Processor processor = world.processor(committing(() -> {}));

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());

    assertThat(storedAtSend).containsExactly(1);
    assertThat(world.record("o1").outbox()).isEmpty();
    assertThat(receipts.sent()).hasSize(1);
    assertThat(world.events.kinds()).containsExactly(STARTED, HANDLED);
  }

  @Test
  void stagedAfterACommit_isRefused() throws InterruptedException {
    List<MessagingException> refused = new ArrayList<>();
    Processor processor =
        world.processor(
            (order, context) -> {
              commit(context, () -> {});
              try {
                context.publish("receipts", Message.of("late"));
              } catch (MessagingException expected) {
                refused.add(expected);
              }
            });
    world.processOne(processor, "o1");

    assertThat(refused)
        .extracting(MessagingException::code)
        .containsExactly(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void commitThatCannotBeSent_isSentByTheNextDelivery_unrun() throws InterruptedException {
    receipts.failSends(1);
    Processor processor = world.processor(committing(() -> {}));

    assertThat(world.processOne(processor, "o1"))
        .isEqualTo(new Redeliver(World.LONGEST_DELAY, Why.SEND_FAILED));
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
    assertThat(world.record("o1").outbox()).hasSize(1);

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
    assertThat(runs).hasValue(1);
    assertThat(receipts.sent()).hasSize(1);
    assertThat(world.record("o1").outbox()).isEmpty();
  }

  @Test
  void handlerThatFailsForNowAfterItsCommit_hasHadItsEffect() throws InterruptedException {
    assertDoneThoughItThrows(new IOException("after the commit"));
    assertThat(world.events.kinds()).containsExactly(STARTED, HANDLED);
  }

  @Test
  void handlerThatFailsForGoodAfterItsCommit_hasHadItsEffect() throws InterruptedException {
    world.bound = binding -> binding.deadLetterOn(IOException.class);

    assertDoneThoughItThrows(new IOException("after the commit"));
    assertThat(world.broker.queue("orders-dead").sent()).isEmpty();
  }

  @Test
  void handlerWhoseFailureIsDiscardedAfterItsCommit_hasHadItsEffect() throws InterruptedException {
    world.bound = binding -> binding.discardOn(IOException.class, "stale");

    assertDoneThoughItThrows(new IOException("after the commit"));
    assertThat(world.events.kinds()).containsExactly(STARTED, HANDLED);
  }

  private void assertDoneThoughItThrows(IOException failure) throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              context.publish("receipts", Message.of("receipt"));
              commit(context, () -> {});
              throw failure;
            });

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
    assertThat(receipts.sent()).hasSize(1);
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
    assertThat(world.record("o1").outbox()).isEmpty();
  }

  @Test
  void discardWhoseCommitDidNotHappen_isADiscard() throws InterruptedException {
    world.bound = binding -> binding.discardOn(IllegalStateException.class, "stale");
    Processor processor =
        world.processor(
            committing(
                () -> {
                  throw new IllegalStateException("the effect fails");
                }));

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
    assertThat(receipts.sent()).isEmpty();
    assertThat(world.events.count(ProcessingEvent.Kind.DISCARDED)).isEqualTo(1);
  }

  @Test
  void commitWhoseRecordCannotBeAsked_isSentByTheNextDelivery_unrun() throws InterruptedException {
    world.store.down(Call.COMPLETE);
    Processor processor = world.processor(committing(() -> {}));

    assertThat(world.processOne(processor, "o1"))
        .isEqualTo(new Redeliver(World.LONGEST_DELAY, Why.STORE_UNREACHABLE));
    assertThat(receipts.sent()).isEmpty();

    world.store.up();
    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
    assertThat(runs).hasValue(1);
    assertThat(receipts.sent()).hasSize(1);
  }

  @Test
  void commitThatIsFencedOut_sendsNothing() throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              context.publish("receipts", Message.of("receipt"));
              world.takeOver("o1");
              assertThat(commit(context, () -> {})).isEqualTo(Written.FENCED_OUT);
            });

    assertThat(world.processOne(processor, "o1"))
        .isEqualTo(new Disposition.Leave(Disposition.Cause.FENCED_OUT));
    assertThat(receipts.sent()).isEmpty();
  }

  private MessageHandler<String> publishing(String... bodies) {
    return (order, context) -> {
      runs.incrementAndGet();
      for (String body : bodies) {
        context.publish("receipts", Message.of(body));
      }
    };
  }

  private MessageHandler<String> committing(Runnable effect) {
    return (order, context) -> {
      runs.incrementAndGet();
      context.publish("receipts", Message.of("receipt"));
      commit(context, effect);
    };
  }

  private static Written commit(Context context, Runnable effect) {
    return context.completion().unwrap(InMemoryCommit.class).orElseThrow().commit(effect);
  }
}
