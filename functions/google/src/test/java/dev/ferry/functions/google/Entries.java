package dev.ferry.functions.google;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Entry classes as the framework makes them: by a constructor without arguments. */
final class Entries {
  private static final ReentrantLock MAKING = new ReentrantLock();
  private static @Nullable Rig now;

  private Entries() {}

  /** Makes functions of a rig. */
  static <V> V with(Rig rig, Supplier<V> making) {
    MAKING.lock();
    try {
      now = rig;
      return making.get();
    } finally {
      now = null;
      MAKING.unlock();
    }
  }

  private static Rig rig() {
    Rig rig = now;
    if (rig == null) {
      throw new IllegalStateException("functions are made by Entries.with");
    }
    return rig;
  }

  /** A handler behind a push subscription. */
  public static final class Push extends PubSubFunction {
    public Push() {
      super(rig().application(), rig().setup());
    }
  }

  /** A handler on an event trigger. */
  public static final class Event extends EventarcFunction {
    public Event() {
      super(rig().application(), rig().setup());
    }
  }

  /** What looks after dead letters. */
  public static final class DeadLetters extends DeadLetterFunction {
    public DeadLetters() {
      super(rig().setup());
    }
  }

  /** What sends dead letters back. */
  public static final class Redrive extends RedriveFunction {
    public Redrive() {
      super(rig().setup());
    }
  }
}
