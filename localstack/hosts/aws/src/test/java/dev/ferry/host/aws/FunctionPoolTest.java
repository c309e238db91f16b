package dev.ferry.host.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.host.aws.InvocationResult.Answered;
import dev.ferry.host.aws.InvocationResult.Exited;
import dev.ferry.host.aws.InvocationResult.Failed;
import dev.ferry.host.aws.InvocationResult.TimedOut;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real processes on the real runtime interface client. */
class FunctionPoolTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private FunctionPool pool = new FunctionPool(Functions.scripted(TIMEOUT), 2, log::add);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void invocation_isAnswered_andItsProcessIsUsedAgain() throws InterruptedException {
    String first = answer("pid");

    assertThat(answer("pid")).isEqualTo(first);
    assertThat(pool.started()).isEqualTo(1);
  }

  @Test
  void function_seesItsDeadline() throws InterruptedException {
    assertThat(Integer.parseInt(answer("deadline"))).isBetween(1, (int) TIMEOUT.toMillis());
  }

  @Test
  void exception_isReported_andTheProcessLivesOn() throws InterruptedException {
    InvocationResult result = pool.invoke(Functions.event("throw"));

    assertThat(result)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.errorType()).isEqualTo("Runtime.UserException");
              assertThat(failed.report())
                  .contains("java.lang.IllegalStateException", "as the script says");
            });
    assertThat(answer("pid")).isNotEmpty();
    assertThat(pool.started()).isEqualTo(1);
  }

  @Test
  void exit_endsTheInvocation_andTheNextHasAnotherProcess() throws InterruptedException {
    assertThat(pool.invoke(Functions.event("exit"))).isEqualTo(new Exited(3));

    assertThat(answer("pid")).isNotEmpty();
    assertThat(pool.started()).isEqualTo(2);
  }

  @Test
  void functionThatRunsOver_isKilled() throws InterruptedException {
    Duration limit = Duration.ofMillis(500);
    pool.close();
    pool = new FunctionPool(Functions.scripted(limit), 1, log::add);

    assertThat(pool.invoke(Functions.event("hang"))).isEqualTo(new TimedOut(limit));
  }

  @Test
  void answerThatIsTooLarge_isAFailure() throws InterruptedException {
    assertThat(pool.invoke(Functions.event("too-large")))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
  }

  @Test
  void functionThatCannotBeMade_fails_andItsLogSaysWhy() throws InterruptedException {
    pool.close();
    FunctionSpec missing =
        FunctionSpec.of("missing", "no.such.Function::handleRequest", List.of(), TIMEOUT);
    pool = new FunctionPool(missing, 1, log::add);

    InvocationResult result = pool.invoke(Functions.event("ok"));

    assertThat(result).isNotInstanceOf(Answered.class);
    assertThat(result.toString() + log).contains("no.such.Function");
  }

  @Test
  void killedProcess_endsWithSigkill() throws Exception {
    long pid = Long.parseLong(answer("pid"));
    CompletableFuture<InvocationResult> running = invokeBeside("hang");
    while (!pool.kill(pid)) {
      Thread.onSpinWait();
    }

    assertThat(running.get()).isEqualTo(new Exited(128 + 9));
  }

  @Test
  void closedPool_endsItsProcesses_andRefusesMore() throws InterruptedException {
    ProcessHandle process = ProcessHandle.of(Long.parseLong(answer("pid"))).orElseThrow();
    pool.close();

    process.onExit().join();
    assertThatThrownBy(() -> pool.invoke(Functions.event("ok")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the host is closed");
  }

  private CompletableFuture<InvocationResult> invokeBeside(String line) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return pool.invoke(Functions.event(line));
          } catch (InterruptedException closed) {
            throw new IllegalStateException(closed);
          }
        });
  }

  private String answer(String line) throws InterruptedException {
    InvocationResult result = pool.invoke(Functions.event(line));
    assertThat(result).as("%s", log).isInstanceOf(Answered.class);
    return ((Answered) result).payload().utf8();
  }
}
