package dev.ferry.messaging.spi;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that ask one thing each share requests: while one request is under way, what is
 * asked meanwhile gathers for the next. Nobody waits for others to come, so that a single thread is
 * as fast as without it; a full batch waits for nobody at all. Safe for use by any number of
 * threads.
 *
 * @param <Q> what is asked
 */
public final class Coalescer<Q> {
  private final Lock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final Deque<Question<Q>> waiting = new ArrayDeque<>();
  private final int batch;
  private final Function<List<Q>, List<@Nullable MessagingException>> request;
  private int underWay;

  /**
   * For requests of up to {@code batch}.
   *
   * @param request null or a failure for each, in order
   */
  public Coalescer(int batch, Function<List<Q>, List<@Nullable MessagingException>> request) {
    this.batch = batch;
    this.request = request;
  }

  /** Blocks for the answer: null, or why not. An interrupt waits until it is there. */
  public @Nullable MessagingException ask(Q what) {
    Question<Q> question = new Question<>(what);
    lock.lock();
    try {
      waiting.add(question);
      while (!question.answered) {
        if (!question.sent && (underWay == 0 || waiting.size() >= batch)) {
          lead();
        } else {
          answered.awaitUninterruptibly();
        }
      }
      return question.answer;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait for a request of theirs to begin. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Sends the first that wait, without the lock. */
  private void lead() {
    List<Question<Q>> questions = new ArrayList<>(batch);
    while (questions.size() < batch && !waiting.isEmpty()) {
      Question<Q> first = waiting.remove();
      first.sent = true;
      questions.add(first);
    }
    underWay++;
    lock.unlock();
    List<@Nullable MessagingException> known = null;
    try {
      known = uninterrupted(questions.stream().map(question -> question.what).toList());
    } finally {
      lock.lock();
      underWay--;
      List<@Nullable MessagingException> answers =
          known == null ? nothingKnown(questions.size()) : known;
      for (int i = 0; i < questions.size(); i++) {
        questions.get(i).answer = answers.get(i);
        questions.get(i).answered = true;
      }
      answered.signalAll();
    }
  }

  /** What those get whose request failed in a way that nobody foresaw. */
  private static List<@Nullable MessagingException> nothingKnown(int size) {
    return Collections.nCopies(
        size, new MessagingException(ErrorCode.UNKNOWN, true, "settle: the shared request failed"));
  }

  /** The request is others' too: an interrupt of the thread that makes it does not end it. */
  private List<@Nullable MessagingException> uninterrupted(List<Q> batchOfAll) {
    boolean interrupted = Thread.interrupted();
    try {
      List<@Nullable MessagingException> answers = request.apply(batchOfAll);
      MessagingException first = answers.get(0);
      if (first != null && first.code() == ErrorCode.CANCELLED && Thread.interrupted()) {
        interrupted = true;
        answers = request.apply(batchOfAll);
      }
      return answers;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What one thread asks; guarded by the lock. */
  private static final class Question<Q> {
    private final Q what;
    private boolean sent;
    private boolean answered;
    private @Nullable MessagingException answer;

    private Question(Q what) {
      this.what = what;
    }
  }
}
