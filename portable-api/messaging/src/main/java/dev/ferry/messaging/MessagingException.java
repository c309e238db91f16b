package dev.ferry.messaging;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of the messaging API: what failed, whether to try again, and the broker's own
 * exception as its cause.
 *
 * <p>The text names the operation, the resource and the next step: "publish to topic 'orders': not
 * found; create it or check the region". Branch on {@link #code()}, never on the text.
 */
public final class MessagingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final boolean retryable;

  /** A failure without a cause of the broker's. */
  public MessagingException(ErrorCode code, boolean retryable, String message) {
    this(code, retryable, message, null);
  }

  /** A failure that wraps the broker's exception, once. */
  public MessagingException(
      ErrorCode code, boolean retryable, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryable = retryable;
  }

  /** A caller's mistake: INVALID_ARGUMENT, not retryable. */
  public static MessagingException invalid(String message) {
    return new MessagingException(ErrorCode.INVALID_ARGUMENT, false, message);
  }

  /** What a broker or host cannot do: UNSUPPORTED, not retryable. */
  public static MessagingException unsupported(String message) {
    return new MessagingException(ErrorCode.UNSUPPORTED, false, message);
  }

  /** Something closed or interrupted: CANCELLED, not retryable. */
  public static MessagingException cancelled(String message) {
    return new MessagingException(ErrorCode.CANCELLED, false, message);
  }

  /** The kind of failure. */
  public ErrorCode code() {
    return code;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  @Override
  public String getMessage() {
    return code + ": " + super.getMessage();
  }
}
