package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** Many threads submit, publish, flush and close at once, on real threads and in real time. */
class PublisherStressTest {
  private static final int THREADS = 4;
  private static final int MESSAGES = 12;
  private static final Timeline TIMELINE = Timeline.system();
  private static final PublisherOptions OPTIONS =
      PublisherOptions.defaults()
          .withBatch(3, 1 << 20, Duration.ofNanos(100_000))
          .withBuffer(8, 1 << 20, Duration.ofSeconds(20))
          .withParallelSends(2);

  private final RecordingDriver driver = new RecordingDriver(Caps.ordered());
  private final Publisher publisher =
      new Publisher(
          Address.parse("test:orders"), driver, OPTIONS, MessagingListener.noop(), TIMELINE);
  private final Queue<CompletionStage<PublishReceipt>> stages = new ConcurrentLinkedQueue<>();
  private final AtomicInteger completions = new AtomicInteger();

  /** A message whose id is the key, a dash and its number. */
  private static Message numbered(String key, int number) {
    return Message.builder(Body.empty()).id(key + '-' + number).orderingKey(key).build();
  }

  private void submit(Message message) {
    CompletionStage<PublishReceipt> stage = publisher.submit(message);
    stages.add(stage.whenComplete((receipt, failure) -> completions.incrementAndGet()));
  }

  /** Every thread has a key of its own and shares another; what it sends of its own is in order. */
  private void work(int thread) {
    for (int i = 0; i < MESSAGES; i++) {
      switch (i % 4) {
        case 0 -> publisher.publish(numbered("own" + thread, i));
        case 1 -> submit(numbered("shared", 1000 * thread + i));
        default -> submit(numbered("own" + thread, i));
      }
      if (i == 7 && thread == 0) {
        publisher.flush(Duration.ofSeconds(20));
      }
    }
  }

  private static List<Thread> start(Runnable... works) {
    CyclicBarrier together = new CyclicBarrier(works.length);
    return List.of(works).stream()
        .map(
            work -> {
              Thread thread =
                  new Thread(
                      () -> {
                        try {
                          together.await();
                        } catch (Exception impossible) {
                          throw new AssertionError(impossible);
                        }
                        work.run();
                      });
              thread.setDaemon(true);
              thread.start();
              return thread;
            })
        .toList();
  }

  private Runnable[] works() {
    return IntStream.range(0, THREADS)
        .mapToObj(thread -> (Runnable) () -> work(thread))
        .toArray(Runnable[]::new);
  }

  private Map<String, List<Integer>> storedByKey() {
    return driver.storedIds().stream()
        .collect(
            Collectors.groupingBy(
                id -> id.substring(0, id.indexOf('-')),
                Collectors.mapping(
                    id -> Integer.parseInt(id.substring(id.indexOf('-') + 1)),
                    Collectors.toList())));
  }

  @RepeatedTest(1000)
  void everyStageCompletesOnceAndEveryKeyKeepsItsOrder() {
    start(works()).forEach(Await::end);
    publisher.close();
    assertThat(stages).allSatisfy(stage -> assertThat(Await.result(stage)).isNotNull());
    assertThat(completions).hasValue(stages.size());
    assertThat(driver.stored()).hasSize(THREADS * MESSAGES);
    assertThat(driver.breaches()).isEmpty();
    storedByKey()
        .forEach(
            (key, numbers) -> {
              if (key.startsWith("own")) {
                assertThat(numbers).as(key).isSortedAccordingTo(Comparator.naturalOrder());
              }
            });
  }

  @RepeatedTest(300)
  void closedAmidst_whatWasTakenIsSentAndWhatWasNotIsRefused() {
    AtomicInteger taken = new AtomicInteger();
    Runnable submitter =
        () -> {
          try {
            for (int i = 0; i < 50; i++) {
              submit(numbered("k" + i % 3, i));
              taken.incrementAndGet();
            }
          } catch (MessagingException closed) {
            assertThat(closed.code()).isEqualTo(ErrorCode.CANCELLED);
          }
        };
    start(submitter, submitter, publisher::close).forEach(Await::end);
    publisher.close();
    Await.until("all answered", () -> completions.get() == taken.get());
    assertThat(driver.stored()).hasSize(taken.get());
    assertThat(driver.breaches()).isEmpty();
  }
}
