package dev.ferry.azure;

import com.azure.messaging.servicebus.models.DeadLetterOptions;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settles deliveries. Safe for use by any number of threads. */
final class Settling {
  /** A long text would count to the message's 256 KB and could keep it from being dead-lettered. */
  private static final int LONGEST_TEXT = 1024;

  private final String channel;

  Settling(String channel) {
    this.channel = channel;
  }

  /**
   * As {@link #settle(List)}, a few of them at a time.
   *
   * @throws MessagingException CANCELLED when interrupted, or closed
   */
  List<@Nullable MessagingException> settle(List<Settlement> settlements, Threads threads) {
    List<@Nullable MessagingException> answers = new ArrayList<>(settlements.size());
    threads
        .startAll("settle", settlements, this::settle)
        .forEach(call -> answers.addAll(threads.answer("settle", call)));
    return answers;
  }

  /** Settles one after the other; for each, null or why it did not take effect. */
  List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    List<@Nullable MessagingException> answers = new ArrayList<>(settlements.size());
    for (Settlement settlement : settlements) {
      answers.add(settle(settlement));
    }
    return answers;
  }

  private @Nullable MessagingException settle(Settlement settlement) {
    Lock lock = (Lock) settlement.receipt();
    String operation = "settle a message of '" + channel + "'";
    MessagingException tooLate = lock.tooLate(operation);
    if (tooLate != null) {
      return tooLate;
    }
    try {
      carryOut(settlement, lock);
      return null;
    } catch (RuntimeException failed) {
      return ServiceBusErrors.of(operation, failed);
    }
  }

  private static void carryOut(Settlement settlement, Lock lock) {
    if (settlement instanceof Settlement.Extend extend) {
      lock.extend(extend.lease());
      return;
    }
    lock.end();
    if (settlement instanceof Settlement.Ack) {
      lock.verbs().complete(lock.message());
    } else if (settlement instanceof Settlement.Nack nack) {
      lock.verbs().giveBack(lock.message(), nack.redeliverAfter());
    } else if (settlement instanceof Settlement.DeadLetter dead) {
      lock.verbs().deadLetter(lock.message(), options(dead, lock));
    }
  }

  private static DeadLetterOptions options(Settlement.DeadLetter dead, Lock lock) {
    Map<String, Object> before = lock.message().getApplicationProperties();
    Map<String, Object> changed = new HashMap<>();
    dead.attributes()
        .forEach(
            (name, value) -> {
              if (!value.equals(before.get(name))) {
                changed.put(name, value);
              }
            });
    return new DeadLetterOptions()
        .setDeadLetterReason(cut(dead.reason()))
        .setDeadLetterErrorDescription(cut(dead.description()))
        .setPropertiesToModify(changed);
  }

  /** The beginning of a text, not through the middle of a character. */
  static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? 1 : 0;
    return text.substring(0, LONGEST_TEXT - end);
  }
}
