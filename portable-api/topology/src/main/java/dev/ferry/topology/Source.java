package dev.ferry.topology;

/**
 * Where a handler's messages come from. Whichever it is, the handler reads one queue of its own.
 */
public sealed interface Source {

  /** The queue that the handler reads, and that its retries and redrives are sent to. */
  String queue();

  /** A queue of the file, which nobody else reads. */
  record FromQueue(String queue) implements Source {}

  /**
   * A subscription of a topic, which feeds a queue of the handler's own.
   *
   * @param subscription what it takes and where it puts it
   * @param direct whether the topic calls the function itself, without a queue between: quicker to
   *     lose, see {@link HostAbilities.Runs#directGivesUpAfter}
   * @param onFailure for a direct source the queue for what the platform gives up; else empty
   */
  record FromTopic(Subscription subscription, boolean direct, String onFailure) implements Source {
    @Override
    public String queue() {
      return subscription.queue();
    }
  }
}
