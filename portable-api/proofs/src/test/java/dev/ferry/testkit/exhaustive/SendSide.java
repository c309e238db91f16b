package dev.ferry.testkit.exhaustive;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A queue as its publisher sees it; each send is a call. */
final class SendSide implements PublisherDriver {
  private final Asking asking;
  private final Function<OutboundMessage, Send> send;

  SendSide(Asking asking, Function<OutboundMessage, Send> send) {
    this.asking = asking;
    this.send = send;
  }

  @Override
  public Capabilities capabilities() {
    return Broker.CAPABILITIES;
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    List<SendResult> results = new ArrayList<>();
    for (OutboundMessage message : batch) {
      asking.ask(send.apply(message));
      results.add(new SendResult.Sent("broker-id"));
    }
    return results;
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  /** Stores a message, or does not. */
  interface Send extends Call {
    /** The world with the message stored. */
    World stored(World world);

    @Override
    default List<Reply> replies(World world, int worker) {
      List<Reply> replies = new ArrayList<>();
      World after = stored(world);
      replies.add(new Reply(Answer.DONE, after));
      if (world.left().lost() > 0) {
        replies.add(new Reply(Answer.LOST, after.with(world.left().lessLost())));
      }
      if (world.left().unreachable() > 0) {
        replies.add(new Reply(Answer.UNREACHABLE, world.with(world.left().lessUnreachable())));
      }
      return replies;
    }
  }

  /** Sends the dead letter that begins a round when it is redriven. */
  record SendDeadLetter(int round) implements Send {
    @Override
    public String name() {
      return "sends a dead letter that begins round " + round;
    }

    @Override
    public World stored(World world) {
      return world.deadLettered(round);
    }
  }

  /** Schedules a copy on the handler's own queue; its delay is over at any time. */
  record SendCopy(Letter letter) implements Send {
    @Override
    public String name() {
      return "schedules a copy of round " + letter;
    }

    @Override
    public World stored(World world) {
      return world.withCopy(new Copy(letter, Owner.NOBODY));
    }
  }

  /** Publishes what the handler staged. */
  record Publish(String id) implements Send {
    @Override
    public String name() {
      return "publishes downstream";
    }

    @Override
    public World stored(World world) {
      return world.published(id);
    }
  }
}
