package dev.ferry.messaging;

import static dev.ferry.messaging.Bench.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.spi.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private final MessagingException reason =
      new MessagingException(ErrorCode.UNAVAILABLE, true, "try again later");

  /** Writes down what it hears, and then throws what it was given. */
  private static final class Diary implements MessagingListener {
    private final List<String> lines = new ArrayList<>();
    private final Runnable after;

    private Diary(Runnable after) {
      this.after = after;
    }

    private void note(Object... words) {
      lines.add(String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
      after.run();
    }

    @Override
    public void published(String channel, int messages, long bytes, Duration elapsed) {
      note("published", channel, messages, bytes, elapsed);
    }

    @Override
    public void publishFailed(String channel, int messages, ErrorCode code) {
      note("publishFailed", channel, messages, code);
    }

    @Override
    public void received(String channel, int messages, long bytes) {
      note("received", channel, messages, bytes);
    }

    @Override
    public void settled(String channel, Verb verb) {
      note("settled", channel, verb);
    }

    @Override
    public void settleFailed(String channel, Verb verb, ErrorCode code) {
      note("settleFailed", channel, verb, code);
    }
  }

  private final Diary diary = new Diary(() -> {});
  private final Bench bench = Bench.of(Caps.unordered(), diary);

  private static InboundMessage inbound() {
    return new InboundMessage(
        "receipt",
        "broker-1",
        null,
        Body.of("body"),
        Map.of("colour", "blau€"),
        null,
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @Test
  void published_isToldOncePerCallWithBytesOfAttributesToo() {
    try (Publisher publisher = bench.publisher()) {
      publisher.publishAll(List.of(message("1"), message("2")));
    }
    long bytes = bench.sent().stored().stream().mapToLong(message -> Sizes.of(message, 0)).sum();
    assertThat(diary.lines).containsExactly("published test:orders 2 " + bytes + " PT0S");
  }

  /** A driver may answer on the thread that all its answers come on. */
  @Test
  void publishAll_sideBySide_isToldByWhoCalled() {
    Set<Thread> telling = ConcurrentHashMap.newKeySet();
    Diary noting = new Diary(() -> telling.add(Thread.currentThread()));
    Bench own = Bench.of(Caps.unordered(), noting);
    try (Publisher publisher = own.publisher(o -> o.withBatch(1, 1 << 20, Duration.ZERO))) {
      publisher.publishAll(List.of(message("1"), message("2"), message("3")));
    }
    assertThat(noting.lines).hasSize(3);
    assertThat(telling).containsExactly(Thread.currentThread());
  }

  @Test
  void publishFailed_isToldOncePerCodeOfACall() {
    bench.sent().refuse("1", reason);
    bench.sent().refuse("2", MessagingException.invalid("no"));
    bench.sent().refuse("3", reason);
    try (Publisher publisher = bench.publisher()) {
      publisher.publishAll(List.of(message("1"), message("2"), message("3")));
    }
    assertThat(diary.lines)
        .containsExactly(
            "publishFailed test:orders 1 INVALID_ARGUMENT",
            "publishFailed test:orders 2 UNAVAILABLE");
  }

  @Test
  void received_isToldWithBytesOfAttributesToo_andNotForNothing() {
    bench.queue().put(inbound());
    try (Subscription subscription = bench.subscription()) {
      subscription.receive(10, Duration.ZERO);
      subscription.receive(10, Duration.ZERO);
    }
    assertThat(diary.lines).containsExactly("received test:orders 1 17");
  }

  @Test
  void settlements_areTold() {
    bench.queue().put(inbound());
    try (Subscription subscription = bench.subscription()) {
      Delivery delivery = subscription.receive(1, Duration.ZERO).get(0);
      diary.lines.clear();
      delivery.ack();
      delivery.nack(Duration.ZERO);
      delivery.extend(Duration.ofSeconds(1));
      delivery.deadLetter("POISON", "because", delivery.message());
      bench.queue().refuseWith(reason);
      assertThatThrownBy(delivery::ack).isSameAs(reason);
    }
    assertThat(diary.lines)
        .containsExactly(
            "settled test:orders ACK",
            "settled test:orders NACK",
            "settled test:orders EXTEND",
            "settled test:orders DEAD_LETTER",
            "settleFailed test:orders ACK UNAVAILABLE");
  }

  @Test
  void listenerThrows_nobodyNotices() {
    for (Throwable thrown : List.of(new IllegalStateException(), new AssertionError())) {
      Diary noisy = new Diary(() -> sneak(thrown));
      Bench other = Bench.of(Caps.unordered(), noisy);
      other.sent().refuse("2", reason);
      other.queue().put(inbound());
      try (Publisher publisher = other.publisher();
          Subscription subscription = other.subscription()) {
        CompletionStage<PublishReceipt> submitted = publisher.submit(message("1"));
        publisher.flush(Bench.MAX_BLOCK);
        assertThat(Await.result(submitted).messageId()).isEqualTo("1");
        assertThat(publisher.publishAll(List.of(message("2"), message("3"))).failures()).hasSize(1);
        subscription.receive(1, Duration.ZERO).get(0).ack();
      }
      assertThat(noisy.lines).hasSize(5);
    }
  }

  private static void sneak(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  @Test
  void noop_hearsEverythingAndDoesNothing() {
    MessagingListener noop = MessagingListener.noop();
    noop.published("channel", 1, 1, Duration.ZERO);
    noop.publishFailed("channel", 1, ErrorCode.UNKNOWN);
    noop.received("channel", 1, 1);
    noop.settled("channel", MessagingListener.Verb.ACK);
    noop.settleFailed("channel", MessagingListener.Verb.ACK, ErrorCode.UNKNOWN);
    assertThat(MessagingListener.noop()).isSameAs(noop);
  }

  @Test
  void metrics_haveNamesOfTheirOwn() {
    assertThat(MessagingMetric.values())
        .extracting(MessagingMetric::metricName)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("ferry\\.[a-z]+\\.[a-z]+"));
    assertThat(MessagingMetric.values())
        .extracting(MessagingMetric::unit)
        .allSatisfy(unit -> assertThat(unit).isIn("{message}", "By", "s"));
  }
}
