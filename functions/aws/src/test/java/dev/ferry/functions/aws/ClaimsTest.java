package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.aws.SqsVisibility;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** What records say of a batch's messages, and what Lambda is told for it. */
class ClaimsTest {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);

  private static LocalSqs sqs;

  private Rig rig;

  @BeforeAll
  static void startQueues() {
    sqs = new LocalSqs();
    sqs.create("claims");
    sqs.create("claims-dead");
  }

  @AfterAll
  static void stopQueues() {
    sqs.close();
  }

  @BeforeEach
  void deploy() {
    rig = new Rig(sqs, "claims");
  }

  private Claimed claimed(String id, Duration lease) {
    return (Claimed)
        rig.store.claim(ClaimRequest.of(IdempotencyKey.of("orders", "take", id), 0, lease, DAY));
  }

  private SqsFunction taking() {
    return rig.function((order, context) -> rig.handled.add(order + "/" + context.attempt()));
  }

  @Test
  void batchOfEveryKindOfClaim_eachIsAnsweredForItself() throws IOException {
    rig.store.complete(claimed("completed", HALF_A_MINUTE), List.of());
    claimed("running-elsewhere", HALF_A_MINUTE);
    claimed("left-by-a-crash", Duration.ZERO);
    IdempotencyStore records = rig.store;
    AtomicInteger throttles = new AtomicInteger(2);
    rig.store =
        Intercepted.store(
            records,
            method -> {
              if (method.equals("claim") && throttles.getAndDecrement() > 0) {
                throw new MessagingException(
                    ErrorCode.RESOURCE_EXHAUSTED, true, "claim: throttled");
              }
              return null;
            });
    List<Message> batch =
        Batches.of("completed", "running-elsewhere", "left-by-a-crash", "new", "twice", "twice");

    assertThat(rig.invoke(taking(), batch, Rig.PLENTY)).isEqualTo(Rig.keeping(batch.get(1)));

    assertThat(rig.handled).containsExactlyInAnyOrder("left-by-a-crash/2", "new/1", "twice/1");
    assertThat(rig.fates("completed")).containsExactly("SUPPRESSED");
    assertThat(rig.fates("running-elsewhere")).containsExactly("IN_PROGRESS");
    assertThat(rig.fates("twice")).containsExactly("STARTED", "HANDLED", "SUPPRESSED");
    assertThat(rig.calls.changes).hasSize(1);
    SqsVisibility hidden = rig.calls.changes.get(0).get(0);
    assertThat(hidden.receiptHandle()).isEqualTo(batch.get(1).receiptHandle());
    assertThat(hidden.seconds()).isBetween(20, 30);
  }

  @Test
  void storeUnreachable_nothingRuns_allWaitForTheLongestBackoff() throws IOException {
    rig.store =
        Intercepted.store(
            rig.store,
            method -> {
              throw new MessagingException(ErrorCode.UNAVAILABLE, false, "no store");
            });
    List<Message> batch = Batches.of("o1", "o2");

    assertThat(rig.invoke(taking(), batch, Rig.PLENTY)).isEqualTo(Rig.keeping(batch));

    assertThat(rig.handled).isEmpty();
    assertThat(rig.calls.changes.get(0)).extracting(SqsVisibility::seconds).containsExactly(3, 3);
  }

  @Test
  void fencedOut_isKept_andItsVisibilityIsNotTouched() throws IOException {
    rig.store =
        Intercepted.store(
            rig.store, method -> method.equals("complete") ? Written.FENCED_OUT : null);
    List<Message> batch = Batches.of("o1");

    assertThat(rig.invoke(taking(), batch, Rig.PLENTY)).isEqualTo(Rig.keeping(batch));

    assertThat(rig.fates("o1")).contains("FENCED_OUT");
    assertThat(rig.calls.changes).isEmpty();
  }

  @Test
  void errorOfTheProcessItself_keepsItsMessage_andSiblingsAreHandled() throws IOException {
    List<Throwable> escaped = new CopyOnWriteArrayList<>();
    SqsFunction function =
        new SqsFunction(
            rig.application(
                (order, context) -> {
                  if (order.equals("breaks")) {
                    throw new OutOfMemoryError("simulated");
                  }
                }),
            rig.setup().withExecutor(task -> startQuietly(task, escaped))) {};
    List<Message> batch = Batches.of("o1", "breaks");

    assertThat(rig.invoke(function, batch, Rig.PLENTY)).isEqualTo(Rig.keeping(batch.get(1)));

    assertThat(rig.calls.changes).isEmpty();
    assertThat(rig.fates("o1")).contains("HANDLED");
  }

  private static void startQuietly(Runnable task, List<Throwable> escaped) {
    Thread thread = new Thread(task);
    thread.setUncaughtExceptionHandler((on, error) -> escaped.add(error));
    thread.start();
  }

  @Test
  void messageThatIsTooOld_isDeadLetteredUnrun() throws IOException {
    rig.settings.maxAge(Duration.ofNanos(1));

    assertThat(rig.invoke(taking(), Batches.of("old"), Rig.PLENTY)).isEqualTo(Rig.keeping());

    assertThat(rig.handled).isEmpty();
    assertThat(rig.fates("old")).containsExactly("DEAD_LETTERED");
  }

  @Test
  void handlerThatWillNotStop_endsTheProcess_soThatNoAnswerFreezesIt() throws IOException {
    CountDownLatch freed = new CountDownLatch(1);
    rig.whenItExits = freed::countDown;
    List<Message> batch = Batches.of("o1", "stuck");

    String answer = rig.invoke(stuckOn(freed), batch, Rig.PLENTY);

    assertThat(rig.exits).containsExactly("exit");
    assertThat(answer).isEqualTo(Rig.keeping(batch.get(1)));
    assertThat(rig.calls.changes).isEmpty();
  }

  @Test
  void handlerThatWillNotStop_isLeftBehind_whereTheProcessServesMany() throws IOException {
    rig.variables.put("AWS_LAMBDA_MAX_CONCURRENCY", "32");
    CountDownLatch freed = new CountDownLatch(1);
    List<Message> batch = Batches.of("o1", "stuck");

    assertThat(rig.invoke(stuckOn(freed), batch, Rig.PLENTY)).isEqualTo(Rig.keeping(batch.get(1)));

    assertThat(rig.exits).isEmpty();
    assertThat(rig.fates("stuck")).contains("ABANDONED");
    freed.countDown();
  }

  private SqsFunction stuckOn(CountDownLatch freed) {
    rig.settings.budget(Duration.ofMillis(200)).grace(Duration.ofMillis(200));
    return rig.function(
        (order, context) -> {
          while (order.equals("stuck") && freed.getCount() > 0) {
            awaitDeafly(freed);
          }
          if (order.equals("stuck")) {
            throw new InternalError("its process has ended");
          }
        });
  }

  private static void awaitDeafly(CountDownLatch freed) {
    try {
      freed.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException notNow) {
      Thread.interrupted();
    }
  }
}
