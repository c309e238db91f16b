package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import java.time.Duration;
import java.util.stream.Stream;

/** Gives up waiting for functions that tell of nothing any more. Used by one thread. */
final class Stall {
  /** For processes that start, on a machine that has much to do. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Duration most;
  private final FunctionLog log;
  private long told;
  private long since;

  /**
   * Nothing was told yet.
   *
   * @param most how long functions may tell of nothing
   * @param log what they print
   * @param nowNanos by the clock that {@link #look} is told of
   */
  Stall(Duration most, FunctionLog log, long nowNanos) {
    this.most = most;
    this.log = log;
    this.since = nowNanos;
  }

  /**
   * How long functions that work may tell of nothing: until the longest backoff is over, or until
   * what a process took with it is seen again.
   */
  static Duration most(Topology topology) {
    return topology.handlers().values().stream()
        .flatMap(handler -> waits(topology, handler))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO)
        .plus(MARGIN);
  }

  private static Stream<Duration> waits(Topology topology, Handler handler) {
    return Stream.of(handler.retry().maxDelay(), topology.queueOf(handler).ackDeadline());
  }

  /**
   * Looks whether they told of something since the last look.
   *
   * @param events of how many they told so far
   * @throws MessagingException DEADLINE_EXCEEDED where they did not for too long; the text says
   *     where to look
   */
  void look(long events, long nowNanos) {
    if (events != told) {
      told = events;
      since = nowNanos;
    }
    if (nowNanos - since > most.toNanos()) {
      throw new MessagingException(
          ErrorCode.DEADLINE_EXCEEDED,
          false,
          "wait for the functions: messages are left, and nothing was heard of them for %d s (%d events before); %s"
              .formatted(most.toSeconds(), told, whereToLook()));
    }
  }

  private String whereToLook() {
    return log.file()
        .map(file -> "see what the functions print in " + file)
        .orElse("run it again with --function-log FILE to see what the functions print");
  }
}
