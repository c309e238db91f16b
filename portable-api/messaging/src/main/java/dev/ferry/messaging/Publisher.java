package dev.ferry.messaging;

import dev.ferry.messaging.internal.Postbox;
import dev.ferry.messaging.spi.PublisherDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends messages to one queue or topic.
 *
 * <p>Safe for use by any number of threads. Limits are checked before anything is sent, counting
 * what Ferry adds; nothing is dropped or split. On an ordered channel one message of a key is
 * unconfirmed at a time. Delivery is at least once: a call that failed with {@link
 * ErrorCode#DEADLINE_EXCEEDED} or {@link ErrorCode#UNAVAILABLE} may have stored the message, and
 * publishing the same message again carries the same id and deduplication id.
 */
public final class Publisher implements AutoCloseable {
  private final Address address;
  private final PublisherDriver driver;
  private final Postbox postbox;
  private final AtomicBoolean closed = new AtomicBoolean();

  Publisher(
      Address address,
      PublisherDriver driver,
      PublisherOptions options,
      MessagingListener listener,
      Timeline timeline) {
    this.address = address;
    this.driver = driver;
    this.postbox = new Postbox(address.toString(), driver, options, listener, timeline);
  }

  /** Where it sends to. */
  public Address address() {
    return address;
  }

  /** What the destination can do and how much it takes. */
  public Capabilities capabilities() {
    return driver.capabilities();
  }

  /**
   * Sends one message and blocks until the broker has stored it: one service call, preceded on an
   * ordered channel by the wait for the key's turn.
   *
   * @throws MessagingException INVALID_ARGUMENT when a limit does not allow it, before anything is
   *     sent; DEADLINE_EXCEEDED when the key's turn does not come within {@link
   *     PublisherOptions#maxBlock()}; CANCELLED when closed, before anything is sent, or when
   *     interrupted: then it may have arrived; otherwise what the broker said
   */
  public PublishReceipt publish(Message message) {
    return postbox.post(postbox.published(open(message)));
  }

  /**
   * Hands one message over to be batched; blocks only while the buffer is full, for {@link
   * PublisherOptions#maxBlock()} at most.
   *
   * <p>On an ordered channel a message waits until the one before it in its key is answered,
   * whether that was submitted or published; other keys flow. When it fails, those submitted behind
   * it in its key that still wait fail with FAILED_PRECONDITION.
   *
   * @return completes when the broker has stored it, or exceptionally with a {@link
   *     MessagingException}, on the thread that sent the batch: what hangs on it must be quick, may
   *     submit, and must not wait for other messages of this publisher
   * @throws MessagingException INVALID_ARGUMENT when a limit does not allow it; RESOURCE_EXHAUSTED
   *     when the buffer stays full; CANCELLED when closed or interrupted
   */
  public CompletionStage<PublishReceipt> submit(Message message) {
    return postbox.submit(postbox.published(open(message)));
  }

  /**
   * Sends messages in as few service calls as the limits allow and blocks until all are answered.
   * Without ordering keys, up to {@link PublisherOptions#parallelSends()} calls are under way at a
   * time, so that messages may arrive in another order than given; a thread that is interrupted
   * meanwhile still waits for those.
   *
   * <p>On an ordered channel those of one key go one after another; after one that fails, later
   * ones of its key are not sent and fail with FAILED_PRECONDITION.
   *
   * @return what became of each, in the order given, those included that were never sent because
   *     their key's turn did not come (DEADLINE_EXCEEDED) or the thread was interrupted (CANCELLED,
   *     which those have, too, that were just being sent by it: they may have arrived)
   * @throws MessagingException INVALID_ARGUMENT when a limit does not allow one of them, CANCELLED
   *     when closed: none is sent then
   */
  public BatchResult publishAll(List<Message> messages) {
    List<Message> all = List.copyOf(messages);
    if (!all.isEmpty()) {
      open(all.get(0));
    }
    return postbox.postAll(all);
  }

  /**
   * Sends on a message that had a life before, such as a dead letter: like {@link #publish}, but
   * user attributes that find no slot are folded into Ferry's own, from where a subscription
   * unfolds them.
   *
   * @throws MessagingException as {@link #publish}
   */
  public PublishReceipt forward(Message message) {
    return postbox.post(postbox.forwarded(open(message)));
  }

  /**
   * Whether {@link #forward} would find {@code message} within the destination's limits: true when
   * it would not be refused with INVALID_ARGUMENT before anything is sent. Asks nobody.
   */
  public boolean fits(Message message) {
    try {
      postbox.forwarded(message);
      return true;
    } catch (MessagingException beyondALimit) {
      return false;
    }
  }

  /**
   * Checks what {@link #publish} checks before it sends anything, for those who publish later what
   * they promise now. Asks nobody.
   *
   * @throws MessagingException INVALID_ARGUMENT when a limit does not allow {@code message}
   */
  public void check(Message message) {
    postbox.check(message);
  }

  /**
   * Sends what was submitted before this call and blocks until every message of it is answered.
   *
   * @throws MessagingException DEADLINE_EXCEEDED after {@code limit}, and the messages are still
   *     sent; CANCELLED when interrupted
   */
  public void flush(Duration limit) {
    postbox.flush(limit);
  }

  /** The SDK's own client, where {@code type} names it. */
  public <T> Optional<T> unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  private Message open(Message message) {
    if (closed.get()) {
      throw MessagingException.cancelled(
          "publish message '" + message.id() + "' to '" + address + "': the publisher is closed");
    }
    return message;
  }

  /**
   * Takes nothing more, sends what was submitted, and gives up the connection. Idempotent. Blocks
   * for {@link PublisherOptions#maxBlock()} at most; what is not under way by then fails with
   * CANCELLED, as do calls of {@link #publish} that wait for their key's turn. A call that the
   * broker is answering ends as the driver says.
   *
   * @throws MessagingException DEADLINE_EXCEEDED when messages were without an answer, CANCELLED
   *     when interrupted; closed all the same
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      postbox.close();
    }
  }
}
