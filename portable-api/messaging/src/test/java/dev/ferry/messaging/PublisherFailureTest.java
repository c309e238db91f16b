package dev.ferry.messaging;

import static dev.ferry.messaging.Bench.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a driver does, every message has its fate and the publisher works on. */
class PublisherFailureTest {
  private interface Answer extends Function<List<OutboundMessage>, List<SendResult>> {}

  private static class Driver implements PublisherDriver {
    private final Answer answer;

    private Driver(Answer answer) {
      this.answer = answer;
    }

    @Override
    public Capabilities capabilities() {
      return Caps.unordered();
    }

    @Override
    public List<SendResult> send(List<OutboundMessage> batch) {
      return answer.apply(batch);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  static Stream<Named<Answer>> misbehaviours() {
    return Stream.of(
        Named.of("no results", batch -> List.of()),
        Named.of("a result too many", batch -> List.of(sent(), sent())),
        Named.of("a null among the results", batch -> Arrays.asList((SendResult) null)),
        Named.of(
            "an exception of its own",
            batch -> {
              throw new IllegalStateException("of its own");
            }),
        Named.of(
            "an error",
            batch -> {
              throw new NoClassDefFoundError("sdk/Client");
            }));
  }

  private static SendResult sent() {
    return new SendResult.Sent("broker-1");
  }

  private static Publisher publisher(Answer answer) {
    return publisher(answer, PublisherOptions.defaults());
  }

  private static Publisher publisher(Answer answer, PublisherOptions options) {
    return publisher(new Driver(answer), options);
  }

  private static Publisher publisher(PublisherDriver driver, PublisherOptions options) {
    return new Publisher(
        Address.parse("test:orders"), driver, options, MessagingListener.noop(), Timeline.system());
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void publish_driverMisbehaves_failsWithUnknown(Answer misbehaviour) {
    try (Publisher publisher = publisher(misbehaviour)) {
      MessagingException failure =
          catchThrowableOfType(MessagingException.class, () -> publisher.publish(message("1")));
      assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN);
      assertThat(failure).hasMessageContaining("publish to 'test:orders'");
    }
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void submit_driverMisbehaves_failsWithUnknown(Answer misbehaviour) {
    try (Publisher publisher = publisher(misbehaviour)) {
      assertThat(Await.failure(publisher.submit(message("1"))).code()).isEqualTo(ErrorCode.UNKNOWN);
      assertThat(Await.failure(publisher.submit(message("2"))).code()).isEqualTo(ErrorCode.UNKNOWN);
    }
  }

  @Test
  void publish_driversOwnException_isTheCause() {
    IllegalStateException own = new IllegalStateException("of its own");
    try (Publisher publisher =
        publisher(
            batch -> {
              throw own;
            })) {
      assertThat(
              catchThrowableOfType(MessagingException.class, () -> publisher.publish(message("1"))))
          .hasCause(own);
    }
  }

  @Test
  void errorOfTheProcess_goesUpAndLeavesNoStageWithoutAnAnswer() {
    AssertionError crash = new AssertionError("crash");
    Answer crashing =
        batch -> {
          throw crash;
        };
    BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    try (Publisher publisher = publisher(crashing)) {
      assertThatThrownBy(() -> publisher.publish(message("1"))).isSameAs(crash);
      MessagingException failure = Await.failure(publisher.submit(message("2")));
      assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN);
      assertThat(failure).hasCause(crash);
      Await.until("told to the thread", () -> uncaught.contains(crash));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void publish_inAThreadThatIsInterrupted_asksNobody() {
    List<String> asked = new CopyOnWriteArrayList<>();
    Answer noting =
        batch -> {
          asked.add(batch.get(0).messageId());
          return List.of(sent());
        };
    try (Publisher publisher = publisher(noting)) {
      Thread.currentThread().interrupt();
      MessagingException failure =
          catchThrowableOfType(MessagingException.class, () -> publisher.publish(message("1")));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void publishAll_driverThatBeginsNothing_leavesTheOthersTheirFates() {
    PublisherDriver beginsNothing =
        new Driver(batch -> List.of(sent())) {
          @Override
          @SuppressWarnings("NullAway") // A driver in another language may.
          public CompletionStage<List<SendResult>> begin(
              List<OutboundMessage> batch, Executor executor) {
            return null;
          }
        };
    PublisherOptions one = PublisherOptions.defaults().withBatch(1, 1 << 20, Duration.ZERO);
    try (Publisher publisher = publisher(beginsNothing, one)) {
      List<BatchResult.Fate> fates =
          publisher.publishAll(List.of(message("1"), message("2"))).fates();
      assertThat(fates.get(0).sent()).isTrue();
      assertThat(fates.get(1).failure())
          .extracting(MessagingException::code)
          .isEqualTo(ErrorCode.UNKNOWN);
    }
  }

  /** The caller sends the first itself. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void publishAll_errorOfTheProcessInOneBatch_goesUpWhenAllHaveEnded(String crashed) {
    AssertionError crash = new AssertionError("crash");
    List<String> begun = new CopyOnWriteArrayList<>();
    Answer crashing =
        batch -> {
          String id = batch.get(0).messageId();
          begun.add(id);
          if (id.equals(crashed)) {
            throw crash;
          }
          return List.of(sent());
        };
    try (Publisher publisher =
        publisher(crashing, PublisherOptions.defaults().withBatch(1, 1 << 20, Duration.ZERO))) {
      assertThatThrownBy(
              () -> publisher.publishAll(List.of(message("1"), message("2"), message("3"))))
          .isSameAs(crash);
      assertThat(begun).containsExactlyInAnyOrder("1", "2", "3");
    }
  }

  @Test
  @Timeout(20)
  void publishAll_closedHalfway_givesEachItsFate() {
    List<Publisher> closing = new ArrayList<>();
    Answer first =
        batch -> {
          closing.forEach(Publisher::close);
          return List.of(sent());
        };
    PublisherOptions two =
        PublisherOptions.defaults().withBatch(1, 1 << 20, Duration.ZERO).withParallelSends(2);
    Publisher publisher = publisher(first, two);
    closing.add(publisher);
    List<Message> messages = IntStream.range(0, 9).mapToObj(i -> message("m" + i)).toList();
    assertThat(publisher.publishAll(messages).fates()).hasSize(9);
  }

  @Test
  void publish_refused_throwsTheReason() {
    MessagingException reason =
        new MessagingException(ErrorCode.NOT_FOUND, false, "publish: no such queue");
    try (Publisher publisher = publisher(batch -> List.of(new SendResult.Refused(reason)))) {
      assertThat(
              catchThrowableOfType(MessagingException.class, () -> publisher.publish(message("1"))))
          .isSameAs(reason);
    }
  }
}
