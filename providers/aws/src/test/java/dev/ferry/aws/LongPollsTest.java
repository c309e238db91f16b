package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongPollsTest {
  private static final List<SqsRecord> ONE =
      List.of(new SqsRecord("m", "h", "b", Map.of(), Map.of()));

  private final BlockingQueue<List<SqsRecord>> givenBack = new LinkedBlockingQueue<>();
  private final LongPolls polls = new LongPolls(givenBack::add);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CompletableFuture<List<SqsRecord>> server = new CompletableFuture<>();

  @AfterEach
  void close() {
    polls.close();
  }

  /** A request that the server answers when the test says so. */
  private List<SqsRecord> request() {
    asked.countDown();
    return server.join();
  }

  /** Waits on a thread of its own. */
  private CompletableFuture<List<SqsRecord>> waiting(CompletableFuture<Thread> thread)
      throws InterruptedException {
    CompletableFuture<List<SqsRecord>> received = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                received.complete(polls.await(this::request));
              } catch (MessagingException failed) {
                received.completeExceptionally(failed);
              }
            });
    thread.complete(waiter);
    waiter.start();
    assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
    return received;
  }

  @Test
  void whatTheServerGives_isReceived() {
    assertThat(polls.await(() -> ONE)).isEqualTo(ONE);
    assertThat(givenBack).isEmpty();
  }

  @Test
  void whatTheServerRefuses_isThrown() {
    MessagingException refusal = MessagingException.invalid("no");

    assertThatThrownBy(
            () ->
                polls.await(
                    () -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
  }

  @Test
  void close_letsTheWaiterGo_andGivesBackWhatComesAfterAll() throws Exception {
    CompletableFuture<List<SqsRecord>> received = waiting(new CompletableFuture<>());

    polls.close();
    assertThat(received.get(1, TimeUnit.MINUTES)).isEmpty();
    server.complete(ONE);

    assertThat(givenBack.poll(1, TimeUnit.MINUTES)).isEqualTo(ONE);
    assertThat(polls.await(() -> ONE)).as("after it was closed").isEmpty();
  }

  @Test
  void interrupt_letsTheWaiterGo_andGivesBackWhatComesAfterAll() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<List<SqsRecord>> received = waiting(thread);

    thread.join().interrupt();
    assertThatThrownBy(() -> received.get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            MessagingException.class,
            cancelled -> assertThat(cancelled.code()).isEqualTo(ErrorCode.CANCELLED));
    server.complete(ONE);

    assertThat(givenBack.poll(1, TimeUnit.MINUTES)).isEqualTo(ONE);
  }
}
