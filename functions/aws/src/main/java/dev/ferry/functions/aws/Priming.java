package dev.ferry.functions.aws;

import dev.ferry.functions.Randomness;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Makes a process warm before SnapStart takes its snapshot, and tells its copies apart after they
 * are restored.
 *
 * <p>Warm: what a first message would load is loaded. After a restore tokens and jitter are drawn
 * from new randomness, since copies of one snapshot would draw the same. Clients need nothing:
 * connections that were closed meanwhile are opened again, and the SDK asks for credentials again
 * once those that it has are over, by the clock.
 */
final class Priming implements Resource {
  private final Runnable warmUp;
  private final Randomness randomness;

  Priming(Runnable warmUp, Randomness randomness) {
    this.warmUp = warmUp;
    this.randomness = randomness;
  }

  /** Has the process tell it of snapshots; whoever asks keeps it alive. */
  Priming registered() {
    Core.getGlobalContext().register(this);
    return this;
  }

  /** Warms up; what fails now fails again when it matters. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      warmUp.run();
    } catch (RuntimeException theFirstMessageWillSay) {
      return;
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    randomness.renew();
  }
}
