package dev.ferry.operations;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.operations.RedriveResult.Stopped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run over dead-letter queues: lease, decide, send the copy, and only then acknowledge.
 *
 * <p>A crash between the two makes a second copy of the same round with the same deduplication id,
 * which the broker's window or the idempotency record folds. Used once, by one thread.
 */
final class RedriveRun {
  private static final int MOST_LEASED = 10;

  private final Plan plan;
  private final RedriveRequest request;
  private final Pace pace;
  private final Sent sent;
  private final Timeline timeline;
  private final Tally tally;
  private @Nullable Stopped stopped;

  RedriveRun(Plan plan, Pace pace, Sent sent, Timeline timeline) {
    this.plan = plan;
    this.request = plan.request();
    this.pace = pace;
    this.sent = sent;
    this.timeline = timeline;
    this.tally = new Tally(request.progress());
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
    for (Found found : latestFirst(batch)) {
      if (wrong != null || stops()) {
        pass.putBack(found.delivery);
      } else {
        wrong = dealWith(found, pass);
      }
    }
    if (wrong != null) {
      recover(wrong);
    }
    return !batch.isEmpty();
  }

  /** In the order in which they came, but of copies of one message the latest round first. */
  private List<Found> latestFirst(List<Delivery> batch) {
    Map<String, List<Found>> copies = new LinkedHashMap<>();
    for (Delivery delivery : batch) {
      DeadLetter letter = DeadLetter.of(delivery, timeline.now());
      copies
          .computeIfAbsent(Sent.key(plan.handler(), letter), key -> new ArrayList<>())
          .add(new Found(delivery, letter));
    }
    Comparator<Found> latest = Comparator.comparingInt(found -> -found.letter.round());
    return copies.values().stream().flatMap(of -> of.stream().sorted(latest)).toList();
  }

  /** Deals with one letter; what went wrong, null for nothing that concerns the others. */
  private @Nullable MessagingException dealWith(Found found, Pass pass) {
    DeadLetter letter = found.letter;
    Fate fate = Fate.decide(letter, plan, sent);
    if (request.dryRun()) {
      return pretend(found, fate, pass);
    }
    if (fate.moves()) {
      return move(found, fate, pass);
    }
    if (fate == Fate.FOLDED) {
      return fold(found);
    }
    pass.leave(found.delivery);
    tally.count(letter, fate);
    return null;
  }

  private @Nullable MessagingException pretend(Found found, Fate fate, Pass pass) {
    if (fate.moves()) {
      sent.add(found.letter);
    }
    pass.leave(found.delivery);
    tally.count(found.letter, fate);
    return null;
  }

  private @Nullable MessagingException move(Found found, Fate fate, Pass pass) {
    try {
      plan.destination(fate).forward(copy(found, fate));
    } catch (MessagingException notSent) {
      return notMoved(found, pass, notSent);
    }
    sent.add(found.letter);
    pace.sent();
    tally.count(found.letter, fate);
    return acknowledge(found.delivery);
  }

  private Message copy(Found found, Fate fate) {
    Message message = found.delivery.message();
    return fate == Fate.PARKED
        ? Copies.parked(found.letter, message, plan.destination(fate))
        : Copies.redriven(found.letter, message, request.forced(), timeline.now());
  }

  /** A letter that can never be sent there stays without stopping the others. */
  private @Nullable MessagingException notMoved(Found found, Pass pass, MessagingException why) {
    tally.count(found.letter, Fate.FAILED);
    if (why.code() == ErrorCode.INVALID_ARGUMENT) {
      tally.note(why);
      pass.leave(found.delivery);
      return null;
    }
    pass.putBack(found.delivery);
    return why;
  }

  private @Nullable MessagingException fold(Found found) {
    MessagingException wrong = acknowledge(found.delivery);
    if (wrong == null) {
      tally.count(found.letter, Fate.FOLDED);
    }
    return wrong;
  }

  /** One that is not acknowledged comes again and is folded. */
  private @Nullable MessagingException acknowledge(Delivery delivery) {
    try {
      delivery.ack();
    } catch (MessagingException notAcknowledged) {
      return notAcknowledged;
    }
    pace.worked();
    return null;
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

  /** A letter, and what settles it. */
  private record Found(Delivery delivery, DeadLetter letter) {}
}
