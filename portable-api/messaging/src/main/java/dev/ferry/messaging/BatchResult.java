package dev.ferry.messaging;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of each message of a batch, in the order in which they were given.
 *
 * @param fates one for each message
 */
public record BatchResult(List<Fate> fates) {
  /** Copies the list. */
  public BatchResult {
    fates = List.copyOf(fates);
  }

  /** Whether every message is stored. */
  public boolean allSent() {
    return fates.stream().allMatch(Fate::sent);
  }

  /** The fates of the messages that are not stored. */
  public List<Fate> failures() {
    return fates.stream().filter(fate -> !fate.sent()).toList();
  }

  /**
   * What became of one message.
   *
   * @param messageId its stable id
   * @param receipt the broker's word for it; null when it failed
   * @param failure why it is not stored; null when it is
   */
  public record Fate(
      String messageId, @Nullable PublishReceipt receipt, @Nullable MessagingException failure) {
    /** Checks that it is one or the other. */
    public Fate {
      if ((receipt == null) == (failure == null)) {
        throw MessagingException.invalid("fate of a message: a receipt or a failure, and not both");
      }
    }

    /** The fate of a message that is stored. */
    public static Fate stored(PublishReceipt receipt) {
      return new Fate(receipt.messageId(), receipt, null);
    }

    /** The fate of a message that is not. */
    public static Fate failed(String messageId, MessagingException failure) {
      return new Fate(messageId, null, failure);
    }

    /** Whether it is stored. */
    public boolean sent() {
      return failure == null;
    }

    /**
     * The receipt.
     *
     * @throws MessagingException the failure, when there is none
     */
    public PublishReceipt orThrow() {
      if (receipt == null) {
        throw Objects.requireNonNull(failure);
      }
      return receipt;
    }
  }
}
