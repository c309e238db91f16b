package dev.ferry.processing.internal;

import dev.ferry.messaging.Timeline;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Services;
import dev.ferry.processing.retry.FailureRules;
import dev.ferry.processing.retry.Verdict;
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
   * Runs it.
   *
   * @param fresh makes the context of each run: what an earlier quick one staged is forgotten
   * @param turn is told how to interrupt the run, and when it would not stop
   */
  Result run(T payload, Supplier<StagingContext> fresh, Turn turn) {
    StagingContext context = fresh.get();
    try (BudgetGuard guard =
        new BudgetGuard(timeline, settings.budget(), settings.grace(), turn::abandon)) {
      turn.running(guard::interrupt);
      Throwable failure = once(payload, context);
      for (int again = 0; again < settings.retry().quickRetries(); again++) {
        if (failure == null || context.committing() || !worthAnother(failure, guard)) {
          break;
        }
        context = fresh.get();
        failure = once(payload, context);
      }
      turn.stopped();
      return new Result(context, failure, guard.interrupted());
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
    } catch (InterruptedException timeIsUp) {
      return timeIsUp;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError failure) {
      return failure;
    }
  }

  /**
   * How a run ended.
   *
   * @param context what it staged
   * @param failure why it failed; null when it did not
   * @param interrupted whether its budget was used up
   */
  record Result(StagingContext context, @Nullable Throwable failure, boolean interrupted) {}
}
