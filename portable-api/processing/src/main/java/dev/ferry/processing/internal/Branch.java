package dev.ferry.processing.internal;

import dev.ferry.messaging.Message;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of a message's copies one is, where a host retries by scheduled copies: the attempt whose
 * failure sent it. Noted on the copy with its round, so that it means nothing in the next.
 */
public final class Branch {
  private static final String NOTE = "branch";

  private Branch() {}

  /** The branch of a message; 0 for one that no failure sent, and for a note that nobody wrote. */
  public static int of(Message message) {
    String note = message.notes().get(NOTE);
    if (note == null) {
      return 0;
    }
    String prefix = message.history().round() + ".";
    String attempt = note.startsWith(prefix) ? note.substring(prefix.length()) : "";
    return attempt.matches("[0-9]{1,9}") ? Integer.parseInt(attempt) : 0;
  }

  /** The same message as the copy of a failed attempt. */
  public static Message on(Message message, int attempt) {
    Map<String, String> notes = new TreeMap<>(message.notes());
    notes.put(NOTE, message.history().round() + "." + attempt);
    return message.withNotes(notes);
  }
}
