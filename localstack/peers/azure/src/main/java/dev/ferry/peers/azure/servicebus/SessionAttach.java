package dev.ferry.peers.azure.servicebus;

import java.time.Duration;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** What an attach says, and gets told, of a session. */
final class SessionAttach {
  private static final Symbol FILTER = Symbol.valueOf("com.microsoft:session-filter");
  private static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");
  private static final Symbol LOCKED_UNTIL = Symbol.valueOf("com.microsoft:locked-until-utc");
  private static final long TICKS_AT_EPOCH = 621_355_968_000_000_000L;
  private static final long TICKS_PER_MILLISECOND = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(65);

  private SessionAttach() {}

  /** Whether a receiver asks for a session. */
  static boolean asksFor(Source source) {
    return source.getFilter() != null && source.getFilter().containsKey(FILTER);
  }

  /** The session that it asks for; null for whichever is next. */
  static @Nullable String session(Source source) {
    return (String) source.getFilter().get(FILTER);
  }

  /** How long it waits for the next. */
  static Duration patience(Sender link) {
    Map<Symbol, Object> properties = link.getRemoteProperties();
    Object millis = properties == null ? null : properties.get(TIMEOUT);
    return millis instanceof Number number
        ? Duration.ofMillis(Math.min(number.longValue(), LONGEST_WAIT.toMillis()))
        : LONGEST_WAIT;
  }

  /** Tells the receiver which session it has. */
  static void answer(Sender link, String session, long lockedUntilMillis) {
    Source source = new Source();
    source.setAddress(((Source) link.getRemoteSource()).getAddress());
    source.setFilter(Map.of(FILTER, session));
    link.setSource(source);
    long ticks = TICKS_AT_EPOCH + lockedUntilMillis * TICKS_PER_MILLISECOND;
    link.setProperties(Map.of(LOCKED_UNTIL, ticks));
  }
}
