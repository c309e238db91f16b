package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** One instance serves many invocations at once, as Lambda Managed Instances have it. */
class ConcurrencyTest {
  private static final int AT_ONCE = 32;

  private static LocalSqs sqs;

  @BeforeAll
  static void startQueues() {
    sqs = new LocalSqs();
    sqs.create("many");
  }

  @AfterAll
  static void stopQueues() {
    sqs.close();
  }

  @Test
  void invocationsAtTheSameTime_areEachAnsweredWithTheirOwn() throws Exception {
    Rig rig = new Rig(sqs, "many");
    rig.variables.put("AWS_LAMBDA_MAX_CONCURRENCY", "" + AT_ONCE);
    rig.settings.concurrency(AT_ONCE);
    CountDownLatch allAreIn = new CountDownLatch(AT_ONCE);
    SqsFunction function =
        rig.function(
            (order, context) -> {
              if (order.endsWith("first")) {
                allAreIn.countDown();
                assertThat(allAreIn.await(20, TimeUnit.SECONDS)).isTrue();
              }
              if (order.endsWith("later")) {
                throw new IllegalStateException("not now");
              }
              rig.handled.add(order);
            });
    ExecutorService lambda = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<String>> answers = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        List<Message> batch = Batches.of(i + "-first", i + "-second", i + "-later");
        expected.add(Rig.keeping(batch.get(2)));
        answers.add(lambda.submit(() -> rig.invoke(function, batch, Rig.PLENTY)));
      }
      for (int i = 0; i < AT_ONCE; i++) {
        assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(expected.get(i));
      }
    } finally {
      lambda.shutdownNow();
    }
    assertThat(rig.handled).hasSize(2 * AT_ONCE).doesNotHaveDuplicates();
  }
}
