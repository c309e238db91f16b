package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.messaging.Message;
import dev.ferry.processing.Context;
import dev.ferry.processing.MessageHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stages one message and has one effect, or fails, in every way that there is. */
final class OneHandler implements MessageHandler<String> {
  private final Asking asking;
  private final boolean transactional;

  OneHandler(Asking asking, boolean transactional) {
    this.asking = asking;
    this.transactional = transactional;
  }

  @Override
  public void handle(String payload, Context context) throws Exception {
    Choice choice = (Choice) asking.ask(new Begin(context.round()));
    if (choice == Choice.FAIL_FOR_NOW) {
      throw new Failed();
    }
    if (choice == Choice.FAIL_FOR_GOOD) {
      throw new Rejected();
    }
    context.publish("downstream", Message.of("staged"));
    Optional<InMemoryCommit> commit = context.completion().unwrap(InMemoryCommit.class);
    if (transactional) {
      commit.orElseThrow().commit(() -> {});
    } else {
      asking.ask(new Effect());
    }
    if (choice == Choice.HAVE_THE_EFFECT_THEN_FAIL) {
      throw new Failed();
    }
  }

  /** What a run does. */
  private enum Choice {
    HAVE_THE_EFFECT,
    FAIL_FOR_NOW,
    FAIL_FOR_GOOD,
    HAVE_THE_EFFECT_THEN_FAIL
  }

  /** A failure that may pass. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    private Failed() {
      super("failed", null, false, false);
    }
  }

  /** A failure that will not. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1;

    private Rejected() {
      super("rejected", null, false, false);
    }
  }

  /** The handler begins; what it will do is anybody's guess. */
  private record Begin(int round) implements Call {
    @Override
    public String name() {
      return "begins to handle round " + round + " and will";
    }

    @Override
    public List<Reply> replies(World world, int worker) {
      World begun = world.withRun(round);
      List<Reply> replies = new ArrayList<>();
      replies.add(new Reply(Answer.of(Choice.HAVE_THE_EFFECT), begun));
      replies.add(new Reply(Answer.of(Choice.FAIL_FOR_NOW), begun));
      replies.add(new Reply(Answer.of(Choice.FAIL_FOR_GOOD), begun));
      if (world.left().lost() > 0) {
        replies.add(
            new Reply(
                Answer.of(Choice.HAVE_THE_EFFECT_THEN_FAIL), begun.with(world.left().lessLost())));
      }
      return replies;
    }
  }

  /** The effect, apart from the completion. */
  private record Effect() implements Call {
    @Override
    public String name() {
      return "has the effect";
    }

    @Override
    public List<Reply> replies(World world, int worker) {
      return List.of(new Reply(Answer.DONE, world.withEffect()));
    }
  }
}
