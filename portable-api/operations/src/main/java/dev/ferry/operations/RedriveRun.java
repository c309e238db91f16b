package dev.ferry.operations;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.operations.RedriveResult.Stopped;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run over dead-letter queues, until it has a reason to stop. Used once, by one thread. */
final class RedriveRun {
  private static final int MOST_LEASED = 10;

  private final Plan plan;
  private final RedriveRequest request;
  private final Pace pace;
  private final Timeline timeline;
  private final Tally tally;
  private final Mover mover;
  private @Nullable Stopped stopped;

  RedriveRun(Plan plan, Sent sent, Pace pace, Timeline timeline) {
    this.plan = plan;
    this.request = plan.request();
    this.pace = pace;
    this.timeline = timeline;
    this.tally = new Tally(request.progress());
    this.mover = new Mover(plan, sent, tally, pace);
  }

  /** Goes over the queues, one after the other. */
  RedriveResult over(List<Supplier<Pass>> passes) {
    for (Supplier<Pass> each : passes) {
      if (stopped == null) {
        try (Pass pass = each.get()) {
          goOver(pass);
        }
      }
    }
    return tally.result(stopped == null ? Stopped.NOTHING_LEFT : stopped);
  }

  private void goOver(Pass pass) {
    boolean more = true;
    while (more && !stops()) {
      int room = pace.room((int) Math.min(MOST_LEASED, request.maxMessages() - tally.moved()));
      try {
        more = stops() || dealWith(pass.next(room), pass);
      } catch (MessagingException notReceived) {
        recover(notReceived);
      }
      if (stopped == null && pass.overfull()) {
        stopped = Stopped.TOO_MANY_LEFT;
      }
    }
  }

  private boolean stops() {
    if (stopped == null) {
      stopped = reasonToStop();
    }
    return stopped != null;
  }

  private @Nullable Stopped reasonToStop() {
    if (pace.cancelled()) {
      return Stopped.CANCELLED;
    }
    if (tally.moved() >= request.maxMessages()) {
      return Stopped.MAX_MESSAGES;
    }
    boolean failing =
        tally.of(Fate.RETURNED) >= request.stopAfterReturns() || request.failing().getAsBoolean();
    return failing ? Stopped.FAILURES_CAME_BACK : null;
  }

  /** Deals with a batch until something goes wrong; whether there was any. */
  private boolean dealWith(List<Delivery> batch, Pass pass) {
    MessagingException wrong = null;
    for (Leased leased : Leased.latestFirst(batch, plan.handler(), timeline.now())) {
      if (wrong != null || stops()) {
        pass.putBack(leased.delivery());
      } else {
        wrong = mover.dealWith(leased, pass);
      }
    }
    if (wrong != null) {
      recover(wrong);
    }
    return !batch.isEmpty();
  }

  /** Waits for what may pass, and ends the run for the rest. */
  private void recover(MessagingException wrong) {
    tally.note(wrong);
    boolean mayPass = wrong.retryable() || wrong.code() == ErrorCode.FAILED_PRECONDITION;
    if (wrong.code() == ErrorCode.CANCELLED) {
      stopped = Stopped.CANCELLED;
    } else if (!mayPass || !pace.failed()) {
      stopped = Stopped.ERRORS;
    }
  }
}
