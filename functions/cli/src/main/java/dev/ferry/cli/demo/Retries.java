package dev.ferry.cli.demo;

import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.retry.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds when attempts began against the delays that their handlers' policies ask for. */
final class Retries {
  private final ApplicationPlan plan;

  Retries(ApplicationPlan plan) {
    this.plan = plan;
  }

  /** How many attempts began before the least delay after the failure before them was over. */
  long early(List<Moment> moments) {
    Map<String, Moment> failures = new HashMap<>();
    long early = 0;
    for (Moment moment : moments) {
      ProcessingEvent event = moment.event();
      String life = event.handler() + '\n' + event.round() + '\n' + event.messageId();
      if (event.kind() == Kind.RETRIED) {
        failures.put(life, moment);
      } else if (event.kind() == Kind.STARTED) {
        Moment failed = failures.remove(life);
        early += failed != null && isEarly(failed, moment) ? 1 : 0;
      }
    }
    return early;
  }

  private boolean isEarly(Moment failed, Moment begun) {
    Backoff backoff = plan.handler(failed.event().handler()).settings().retry().backoff();
    Duration ceiling = backoff.ceiling(failed.event().attempt());
    Duration least =
        switch (backoff.jitter()) {
          case NONE -> ceiling;
          case EQUAL -> ceiling.dividedBy(2);
          case FULL -> Duration.ZERO;
        };
    return begun.atNanos() - failed.atNanos() < least.toNanos();
  }
}
