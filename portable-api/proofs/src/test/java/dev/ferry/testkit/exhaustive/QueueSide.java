package dev.ferry.testkit.exhaustive;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue as a worker's subscription sees it. */
final class QueueSide implements SubscriptionDriver {
  private final Asking asking;
  private final Letters letters;
  private @Nullable InboundMessage looked;

  QueueSide(Asking asking, Letters letters) {
    this.asking = asking;
    this.letters = letters;
  }

  /** What the next peek shows. */
  void show(InboundMessage message) {
    looked = message;
  }

  @Override
  public Capabilities capabilities() {
    return Broker.CAPABILITIES;
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    return List.of(letters.delivery((Letter) asking.ask(new Receive())));
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    List<@Nullable MessagingException> answers = new ArrayList<>();
    for (Settlement settlement : settlements) {
      answers.add(settled(settlement instanceof Settlement.Ack));
    }
    return answers;
  }

  private @Nullable MessagingException settled(boolean ack) {
    try {
      asking.ask(new Settle(ack));
      return null;
    } catch (MessagingException stale) {
      return stale;
    }
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    return new PeekPage(looked == null ? List.of() : List.of(looked), null);
  }

  @Override
  public void seek(ReplayPoint point) {
    throw MessagingException.unsupported("seek: nothing here replays");
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  /** Leases one of the visible copies, and waits while there is none. */
  private record Receive() implements Call {
    @Override
    public String name() {
      return "receives round";
    }

    @Override
    public List<Reply> replies(World world, int worker) {
      List<Reply> replies = new ArrayList<>();
      for (Copy copy : world.copies()) {
        if (copy.holder() == Owner.NOBODY) {
          replies.add(new Reply(Answer.of(copy.letter()), world.moved(copy, Owner.of(worker))));
        }
      }
      return replies;
    }
  }

  /** Deletes the worker's copy or gives it back, if the worker still has it. */
  private record Settle(boolean ack) implements Call {
    @Override
    public String name() {
      return ack ? "acks" : "nacks";
    }

    @Override
    public List<Reply> replies(World world, int worker) {
      for (Copy copy : world.queue()) {
        if (copy.holder() == Owner.of(worker)) {
          World after = ack ? world.withoutCopy(copy) : world.moved(copy, Owner.NOBODY);
          return List.of(new Reply(Answer.DONE, after));
        }
      }
      return List.of(new Reply(Answer.STALE, world));
    }
  }
}
