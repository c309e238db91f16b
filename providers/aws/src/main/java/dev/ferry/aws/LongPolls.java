package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Receives that wait on a thread of their own, because a client's thread in a socket hears neither
 * an interrupt nor a close.
 *
 * <p>Who waits is let go at once. The request goes on, for 20 seconds at most: to cut its
 * connection would leave a message that comes then leased to nobody for a whole lease. What it
 * brings after all is given back.
 */
final class LongPolls implements AutoCloseable {
  private final Set<Poll> waiting = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Threads.perTask("ferry-sqs-poll");
  private final Consumer<List<SqsRecord>> giveBack;

  LongPolls(Consumer<List<SqsRecord>> giveBack) {
    this.giveBack = giveBack;
  }

  /**
   * Blocks for what {@code request} gives.
   *
   * @return an empty list when closed meanwhile
   * @throws MessagingException CANCELLED when interrupted; what {@code request} throws
   */
  List<SqsRecord> await(Supplier<List<SqsRecord>> request) {
    Poll poll = new Poll(request);
    waiting.add(poll);
    try {
      threads.execute(poll);
      return poll.answer.get();
    } catch (RejectedExecutionException closed) {
      return List.of();
    } catch (InterruptedException interrupted) {
      poll.letGo();
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("receive: interrupted");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof MessagingException known) {
        throw known;
      }
      throw new IllegalStateException("receive", failed.getCause());
    } finally {
      waiting.remove(poll);
    }
  }

  /** Ends all waits at once. */
  @Override
  public void close() {
    threads.shutdown();
    waiting.forEach(Poll::letGo);
  }

  /** One request, and who waits for it. */
  private final class Poll implements Runnable {
    private final CompletableFuture<List<SqsRecord>> answer = new CompletableFuture<>();
    private final Supplier<List<SqsRecord>> request;

    private Poll(Supplier<List<SqsRecord>> request) {
      this.request = request;
    }

    @Override
    public void run() {
      try {
        List<SqsRecord> records = request.get();
        if (!answer.complete(records) && !records.isEmpty()) {
          giveBack.accept(records);
        }
      } catch (RuntimeException | LinkageError failed) {
        answer.completeExceptionally(failed);
      }
    }

    /** Nobody waits any more; what has come in this very moment is leased until it runs out. */
    private void letGo() {
      answer.complete(List.of());
    }
  }
}
