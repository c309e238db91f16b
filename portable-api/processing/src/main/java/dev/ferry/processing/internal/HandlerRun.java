package dev.ferry.processing.internal;

import dev.ferry.messaging.Timeline;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Services;
import dev.ferry.processing.retry.FailureRules;
import dev.ferry.processing.retry.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a handler once, within its budget, with the quick retries of its policy.
 *
 * <p>Failures are exceptions and those errors that say something about the handler alone; any other
 * error is the process's own and goes up, so that nothing of the message is settled.
 */
final class HandlerRun<T> {
  private final MessageHandler<T> handler;
  private final HandlerSettings settings;
  private final FailureRules rules;
  private final Timeline timeline;
  private final Services.Pause pause;

  HandlerRun(
      MessageHandler<T> handler, HandlerSettings settings, FailureRules rules, Services services) {
    this.handler = handler;
    this.settings = settings;
    this.rules = rules;
    this.timeline = services.timeline();
    this.pause = services.pause();
  }

  /**
   * Runs it on the calling thread. Leaves no interrupt behind.
   *
   * @param fresh makes the context of each run: what an earlier quick one staged is forgotten
   * @param turn is told how to interrupt the run, and when it would not stop
   */
  RunResult run(T payload, Supplier<StagingContext> fresh, Turn turn) {
    Instant began = timeline.now();
    try (BudgetGuard guard =
        new BudgetGuard(timeline, settings.budget(), settings.grace(), turn::abandon)) {
      turn.running(guard::interrupt);
      try {
        StagingContext context = fresh.get();
        Throwable failure = once(payload, context);
        for (int quick = 0; failure != null && quick < settings.retry().quickRetries(); quick++) {
          if (context.committing() || !worthAnother(failure, guard)) {
            break;
          }
          context = fresh.get();
          failure = once(payload, context);
        }
        Duration elapsed = Duration.between(began, timeline.now());
        return new RunResult(
            failure, context.staged(), context.committing(), guard.interrupted(), elapsed);
      } finally {
        turn.stopped();
      }
    }
  }

  private boolean worthAnother(Throwable failure, BudgetGuard guard) {
    if (guard.interrupted() || rules.judge(failure).kind() != Verdict.Kind.RETRY) {
      return false;
    }
    try {
      pause.pause(settings.retry().quickDelay());
      return !guard.interrupted();
    } catch (InterruptedException timeIsUp) {
      return false;
    }
  }

  private @Nullable Throwable once(T payload, StagingContext context) {
    try {
      handler.handle(payload, context);
      return null;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError failure) {
      return failure;
    }
  }
}
