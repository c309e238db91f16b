package dev.ferry.operations;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deals with one letter at a time: decides, sends the copy, and only then acknowledges. One thread.
 *
 * <p>A crash between the two makes a second copy of the same round with the same deduplication id,
 * which the broker's window or the idempotency record folds.
 */
final class Mover {
  private final Plan plan;
  private final Sent sent;
  private final Tally tally;
  private final Pace pace;

  Mover(Plan plan, Sent sent, Tally tally, Pace pace) {
    this.plan = plan;
    this.sent = sent;
    this.tally = tally;
    this.pace = pace;
  }

  /** Deals with one letter; what went wrong, null for nothing that concerns the others. */
  @Nullable MessagingException dealWith(Leased leased, Pass pass) {
    Fate fate = Fate.decide(leased, plan, sent);
    if (plan.request().dryRun()) {
      return pretend(leased, fate, pass);
    }
    if (fate.moves()) {
      return move(leased, fate, pass);
    }
    if (fate == Fate.TOLD) {
      return tell(leased, pass);
    }
    return fate == Fate.FOLDED ? fold(leased) : leave(leased, fate, pass);
  }

  private @Nullable MessagingException pretend(Leased leased, Fate fate, Pass pass) {
    if (fate.moves()) {
      sent.add(leased.letter());
    }
    return leave(leased, fate, pass);
  }

  private @Nullable MessagingException leave(Leased leased, Fate fate, Pass pass) {
    pass.leave(leased.delivery());
    tally.count(leased.letter(), fate);
    return null;
  }

  private @Nullable MessagingException move(Leased leased, Fate fate, Pass pass) {
    try {
      plan.destination(fate).forward(copy(leased, fate));
    } catch (MessagingException notSent) {
      return notMoved(leased, pass, notSent);
    }
    sent.add(leased.letter());
    pace.sent();
    tally.count(leased.letter(), fate);
    return acknowledge(leased.delivery());
  }

  /** The copy is not remembered as sent: it comes up in its turn, and is to be left then. */
  private @Nullable MessagingException tell(Leased leased, Pass pass) {
    Publisher to = plan.destination(Fate.TOLD);
    Optional<Message> copy = Copies.told(leased.letter(), leased.delivery().message(), to);
    if (copy.isEmpty()) {
      return leave(leased, Fate.KEPT, pass);
    }
    try {
      to.forward(copy.get());
    } catch (MessagingException notSent) {
      return notMoved(leased, pass, notSent);
    }
    pace.sent();
    tally.count(leased.letter(), Fate.TOLD);
    return acknowledge(leased.delivery());
  }

  private Message copy(Leased leased, Fate fate) {
    DeadLetter letter = leased.letter();
    Message message = leased.delivery().message();
    Instant renewed = plan.request().forced() ? letter.seenAt() : null;
    return fate == Fate.PARKED
        ? Copies.parked(letter, message, plan.destination(fate))
        : Copies.redriven(letter, message, renewed);
  }

  /** A letter that can never be sent there stays without stopping the others. */
  private @Nullable MessagingException notMoved(Leased leased, Pass pass, MessagingException why) {
    if (why.code() == ErrorCode.INVALID_ARGUMENT) {
      tally.note(why);
      return leave(leased, Fate.FAILED, pass);
    }
    tally.count(leased.letter(), Fate.FAILED);
    pass.putBack(leased.delivery());
    return why;
  }

  private @Nullable MessagingException fold(Leased leased) {
    MessagingException wrong = acknowledge(leased.delivery());
    if (wrong == null) {
      tally.count(leased.letter(), Fate.FOLDED);
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
}
